import Testing

@testable import OktaEventHooks

@Test func aSecretNeverPrints() {
    #expect(String(describing: Secret("s3cr3t")) == "<hidden>")
}
