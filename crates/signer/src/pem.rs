//! The one private key in PEM text (RFC 7468), as it comes out of files, YAML and environment variables.
//!
//! Libraries for PEM want lines, of one length or of any, and say of the blocks that they do not know that there is no key.
//! Here a key may be on one line, and whoever passes an encrypted key or a certificate is told so.

use base64ct::{Base64, Encoding as _};
use zeroize::Zeroizing;

use crate::error::KeyError;
use crate::key::strip;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

struct Block<'a> {
    label: &'a str,
    body: &'a str,
}

/// The DER of the private key in `text`.
pub(crate) fn private_key(text: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let blocks = blocks(text)?;
    let private: Vec<&Block<'_>> =
        blocks.iter().filter(|block| block.label.contains("PRIVATE KEY")).collect();
    match (private.as_slice(), blocks.first()) {
        ([key], _) => decode(key),
        ([], Some(other)) => Err(KeyError::NotPrivate(name(other.label).into())),
        ([], None) if strip(text).is_empty() => Err(KeyError::NotAKey("nothing".into())),
        ([], None) => {
            Err(KeyError::NotAKey("text that is neither; if it is the path of a file, read the file".into()))
        }
        (several, _) => Err(KeyError::SeveralKeys(several.len())),
    }
}

fn blocks(text: &str) -> Result<Vec<Block<'_>>, KeyError> {
    let cut_off = || KeyError::Damaged("PEM whose END line is missing or misspelt: is it cut off?".into());
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let (label, after) = after
            .split_once(DASHES)
            .ok_or_else(|| KeyError::Damaged("PEM whose BEGIN line does not end in five dashes".into()))?;
        let (body, after) = after.split_once(END).ok_or_else(cut_off)?;
        let (end, after) = after.split_once(DASHES).ok_or_else(cut_off)?;
        if end != label || body.contains(BEGIN) {
            return Err(cut_off());
        }
        blocks.push(Block { label, body });
        rest = after;
    }
    Ok(blocks)
}

fn decode(block: &Block<'_>) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    match block.label {
        "PRIVATE KEY" | "RSA PRIVATE KEY" | "EC PRIVATE KEY" => {}
        "ENCRYPTED PRIVATE KEY" => return Err(KeyError::Encrypted),
        other => return Err(KeyError::Unsupported(name(other).into())),
    }
    if block.body.contains("Proc-Type:") || block.body.contains("DEK-Info:") {
        return Err(KeyError::Encrypted);
    }
    let base64 = base64(block.body);
    if base64.is_empty() {
        return Err(KeyError::Damaged("PEM with nothing between its BEGIN and END lines".into()));
    }
    let mut der = Zeroizing::new(vec![0; base64.len()]);
    let length = Base64::decode(base64.as_slice(), &mut der).map_err(|_| damage(&base64))?.len();
    der.truncate(length);
    Ok(der)
}

/// The body without white space, be it real or written as `\n`, `\r` or `\t`.
fn base64(body: &str) -> Zeroizing<Vec<u8>> {
    let mut base64 = Zeroizing::new(Vec::with_capacity(body.len()));
    let mut escaped = false;
    for byte in body.bytes() {
        match byte {
            b'\\' => escaped = true,
            b'n' | b'r' | b't' if escaped => escaped = false,
            byte if byte.is_ascii_whitespace() => escaped = false,
            byte => {
                if escaped {
                    base64.push(b'\\');
                }
                escaped = false;
                base64.push(byte);
            }
        }
    }
    base64
}

fn damage(base64: &[u8]) -> KeyError {
    let foreign = |byte: &u8| !byte.is_ascii_alphanumeric() && !b"+/=".contains(byte);
    KeyError::Damaged(if base64.iter().any(foreign) {
        "PEM with characters that are not base64".into()
    } else {
        "PEM whose base64 is cut off or damaged".into()
    })
}

/// What a label means. Never the label itself, which may be anything.
fn name(label: &str) -> &'static str {
    match label {
        "PUBLIC KEY" | "RSA PUBLIC KEY" => "a public key: Okta gets that one, this needs the other half",
        "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => {
            "a certificate: it holds a public key only"
        }
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => "a request for a certificate",
        "EC PARAMETERS" => "the name of a curve (EC PARAMETERS) without a key",
        "OPENSSH PRIVATE KEY" => {
            "an OpenSSH private key: convert a copy of it, e.g. ssh-keygen -p -m PKCS8 -f copy_of_key"
        }
        "DSA PRIVATE KEY" => "a DSA key",
        "PGP PRIVATE KEY BLOCK" => "a PGP key",
        label if label.contains("PRIVATE KEY") => "a private key of another kind",
        _ => "PEM of another kind",
    }
}
