//! Reports of tests in the XML that `JUnit` began.

/// Refuses reports in which a test did not run to its end, and ones without tests.
pub(super) fn judge(reports: &[String]) -> Result<(), String> {
    let count = |of: &str| -> u32 { reports.iter().map(|report| sum(report, of)).sum() };
    if count("tests") == 0 {
        return Err("there are no tests".to_owned());
    }
    for of in ["failures", "errors", "skipped"] {
        let number = count(of);
        if number > 0 {
            return Err(format!("{number} {of}"));
        }
    }
    Ok(())
}

/// What the suites of a report say, each in an attribute of this name.
fn sum(report: &str, of: &str) -> u32 {
    let suites = report.split("<testsuite ").skip(1).filter_map(|suite| suite.split('>').next());
    let attribute = format!("{of}=\"");
    let numbers =
        suites.filter_map(|suite| suite.split(&attribute).nth(1)?.split('"').next()?.parse::<u32>().ok());
    numbers.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_did_not_run_is_found() {
        let report = |text: &str| judge(&[text.to_owned()]);
        let passed = r#"<testsuites><testsuite name="a" tests="2" failures="0" errors="0" skipped="0"></testsuite></testsuites>"#;
        assert_eq!(report(passed), Ok(()));
        assert_eq!(report(&passed.replace(r#"skipped="0""#, r#"skipped="1""#)), Err("1 skipped".to_owned()));
        assert_eq!(
            report(&passed.replace(r#"failures="0""#, r#"failures="3""#)),
            Err("3 failures".to_owned())
        );
        assert!(report("<testsuites></testsuites>").is_err() && judge(&[]).is_err());
    }
}
