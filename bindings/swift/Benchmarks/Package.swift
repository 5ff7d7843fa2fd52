// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "OktaEventHooks", path: "..")],
    targets: [
        .executableTarget(name: "Benchmarks", dependencies: [.product(name: "OktaEventHooks", package: "OktaEventHooks")])
    ]
)
