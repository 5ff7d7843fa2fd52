//! What is public of the sources: the models, in Swift with its own case of acronyms. All else is for the package that they are
//! part of. And what Kotlin prints of a request and of an answer.

use crate::replace;

/// Types that are no models.
const INTERNAL: [&str; 15] = [
    "AuthHeader",
    "Call",
    "CallInterface",
    "CallProtocol",
    "ErrorInfo",
    "ErrorKind",
    "FailureKind",
    "LogParameters",
    "Operation",
    "Refused",
    "Session",
    "SessionCredentials",
    "SessionOptions",
    "SpecOptions",
    "Step",
];

/// Kotlin's declarations are public unless they say otherwise.
pub(crate) fn kotlin(source: &str) -> String {
    each_line(source, |line| {
        let declaration = line.strip_prefix("public ").unwrap_or(line);
        if let Some(rest) = declaration.strip_prefix("    @Throws(Refused::class) fun ") {
            return Some(format!("    @Throws(Refused::class) internal fun {rest}"));
        }
        let model = ["data class ", "sealed class ", "enum class "];
        let other = ["class ", "open class ", "interface ", "object ", "fun ", "inline fun "];
        let is_internal = other.iter().any(|keyword| declaration.starts_with(keyword))
            || model.iter().any(|keyword| declares(declaration, keyword, &INTERNAL));
        is_internal.then(|| format!("internal {declaration}"))
    })
}

/// A data class prints the bytes of its arrays, and a body may hold a secret.
pub(crate) fn kotlin_prints(source: &str) -> Result<String, String> {
    let source = replace(
        source,
        "    val `repeatable`: kotlin.Boolean\n    \n){\n",
        "    val `repeatable`: kotlin.Boolean\n    \n){\n    override fun toString(): String = \"HttpRequest($method $url)\"\n",
    )?;
    replace(
        &source,
        "    val `body`: kotlin.ByteArray\n    \n){\n",
        "    val `body`: kotlin.ByteArray\n    \n){\n    override fun toString(): String = \"HttpResponse($status, ${body.size} bytes)\"\n",
    )
}

/// Swift's declarations are internal unless they say otherwise.
pub(crate) fn swift(source: &str) -> String {
    // An error's `public` has a line to itself.
    let mut source = source.replace("public \nenum Refused", "enum Refused");
    for (name, case) in [("Http", "HTTP"), ("IpAddress", "IPAddress"), ("Json", "JSON")] {
        source = source.replace(name, case);
    }
    each_line(&source, |line| {
        let declaration = line.strip_prefix("public ").or_else(|| line.strip_prefix("open "))?;
        let model = ["struct ", "enum "];
        let is_model = model
            .iter()
            .any(|keyword| declaration.starts_with(keyword) && !declares(declaration, keyword, &INTERNAL));
        let is_member = declaration.starts_with("var description") || declaration.starts_with("init");
        let is_machinery = declaration.contains(" FfiConverter");
        ((!is_model && !is_member) || is_machinery).then(|| declaration.to_owned())
    })
}

/// Whether a line declares one of these types with this keyword.
fn declares(line: &str, keyword: &str, types: &[&str]) -> bool {
    let name = line.strip_prefix(keyword).unwrap_or_default();
    let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    types.contains(&name)
}

fn each_line(source: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let lines = source.lines().map(|line| change(line).unwrap_or_else(|| line.to_owned()));
    lines.map(|line| line + "\n").collect()
}
