import Foundation

/// Where things are in the repository.
enum Sources {
    static let package = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardized
    static let repository = package.appendingPathComponent("../..").standardized
}
