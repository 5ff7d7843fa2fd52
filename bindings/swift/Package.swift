// swift-tools-version: 6.0
import Foundation
import PackageDescription

// A release has the library as an XCFramework; a checkout has it from `cargo xtask mobile`.
let framework = "OktaEventHooksFFI.xcframework"
let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
let isRelease = FileManager.default.fileExists(atPath: folder.appendingPathComponent(framework).path)
let generated = folder.appendingPathComponent("Sources/OktaEventHooks/Generated/Generated.swift").path
if !FileManager.default.fileExists(atPath: generated) {
    FileHandle.standardError.write(Data("the generated sources are missing: run `cargo xtask mobile` first\n".utf8))
    exit(1)
}

let library: Target =
    isRelease
    ? .binaryTarget(name: "OktaEventHooksFFI", path: framework)
    : .systemLibrary(name: "OktaEventHooksFFI")
let linker: [LinkerSetting] =
    isRelease
    ? []
    : [
        .unsafeFlags([
            "-L", folder.appendingPathComponent("Library").path, "-Xlinker", "-rpath", "-Xlinker",
            folder.appendingPathComponent("Library").path,
        ])
    ]
// A release has no tests.
let tests: [Target] =
    isRelease
    ? []
    : [
        .testTarget(name: "OktaEventHooksTests", dependencies: ["OktaEventHooks"]),
        .testTarget(name: "VectorTests", dependencies: ["OktaEventHooks"]),
    ]

let package = Package(
    name: "OktaEventHooks",
    platforms: [.macOS(.v13), .iOS(.v16)],
    products: [.library(name: "OktaEventHooks", targets: ["OktaEventHooks"])],
    targets: [
        library,
        .target(
            name: "OktaEventHooks",
            dependencies: ["OktaEventHooksFFI"],
            resources: [.copy("PrivacyInfo.xcprivacy")],
            linkerSettings: linker
        ),
    ] + tests
)
