//! What the sources do over and over, done quicker. `cargo xtask bench mobile` has the figures.

use crate::replace;

/// The status of a call is native memory, which JNA takes long to make and to let go of. One a thread will do: it is read
/// before the next call begins.
pub(crate) fn kotlin(source: &str) -> Result<String, String> {
    let source = replace(
        source,
        "    var status = UniffiRustCallStatus()\n    val return_value = callback(status)",
        "    val status = uniffiStatus.get()\n    status.code = UNIFFI_CALL_SUCCESS\n    val return_value = callback(status)",
    )?;
    replace(
        &source,
        "// Helpers for calling Rust\n",
        "private val uniffiStatus: ThreadLocal<UniffiRustCallStatus> = ThreadLocal.withInitial { UniffiRustCallStatus() }\n\n\
         // Helpers for calling Rust\n",
    )
}

/// Numbers and texts are read where they are, and not copied out of `Data` first.
pub(crate) fn swift(source: &str) -> Result<String, String> {
    let source = replace(
        source,
        "    if T.self == UInt8.self {
        let value = reader.data[reader.offset]
        reader.offset += 1
        return value as! T
    }
    var value: T = 0
    let _ = withUnsafeMutableBytes(of: &value, { reader.data.copyBytes(to: $0, from: range)})
",
        "    let value = reader.data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: range.lowerBound, as: T.self) }
",
    )?;
    replace(
        &source,
        "        return String(decoding: try readBytes(&buf, count: Int(len)), as: UTF8.self)
",
        "        let range = buf.offset..<(buf.offset + Int(len))
        guard buf.data.count >= range.upperBound else {
            throw UniffiInternalError.bufferOverflow
        }
        buf.offset = range.upperBound
        return buf.data.withUnsafeBytes { String(decoding: UnsafeRawBufferPointer(rebasing: $0[range]), as: UTF8.self) }
",
    )
}
