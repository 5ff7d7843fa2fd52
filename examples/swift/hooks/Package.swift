// swift-tools-version: 6.0
import PackageDescription

// It is in a folder of its own name, for SwiftPM tells packages apart by their folders, and the library is in one called swift.

let package = Package(
    name: "hooks",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "OktaEventHooks", path: "../../../bindings/swift")],
    targets: [.executableTarget(name: "hooks", dependencies: ["OktaEventHooks"])]
)
