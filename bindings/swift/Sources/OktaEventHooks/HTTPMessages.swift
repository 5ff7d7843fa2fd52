// What prints a message must not print what it carries: headers and bodies hold tokens and secrets.

extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The method and the address.
    public var description: String { "HTTPRequest(\(method) \(url))" }
    /// The method and the address.
    public var debugDescription: String { description }
    /// The method and the address.
    public var customMirror: Mirror { Mirror(self, children: ["method": method, "url": url]) }
}

extension HTTPResponse: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The status and how long the body is.
    public var description: String { "HTTPResponse(\(status), \(body.count) bytes)" }
    /// The status and how long the body is.
    public var debugDescription: String { description }
    /// The status alone.
    public var customMirror: Mirror { Mirror(self, children: ["status": status]) }
}
