import CZlib
public import Domain
import Glibc

/// Reads what the user named on the command line: a file, or `-` for standard input; compressed
/// with gzip or not.
public enum InputFile {
    public static let largest = 1 << 30

    public static func read(
        _ path: String, limit: Int = InputFile.largest
    ) throws(FileError) -> [UInt8] {
        let raw = try readRaw(path, limit: limit)
        guard raw.starts(with: [0x1F, 0x8B]) else { return raw }
        return try inflate(raw, path, limit: limit)
    }

    private static func readRaw(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        let descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path, reason: errno) }
        defer { close(descriptor) }
        var state = stat()
        guard fstat(descriptor, &state) == 0 else { throw .cannotRead(path, reason: errno) }
        guard state.st_mode & S_IFMT != S_IFDIR else { throw .isFolder(path) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(limit, max(0, Int(state.st_size))) + 1)
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { chunk.deallocate() }
        while true {
            let count = Glibc.read(descriptor, chunk.baseAddress, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .cannotRead(path, reason: errno) }
            if count == 0 { return bytes }
            guard bytes.count + count <= limit else { throw .tooLarge(path, limit: limit) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    /// The limit holds for what comes out: a small file can unpack to terabytes.
    private static func inflate(
        _ packed: [UInt8], _ path: String, limit: Int
    ) throws(FileError) -> [UInt8] {
        var stream = z_stream()
        let gzipWindow: Int32 = 15 + 16
        guard czlib_inflate_start(&stream, gzipWindow) == Z_OK else { throw .badGzip(path) }
        defer { inflateEnd(&stream) }
        var packed = packed
        var unpacked: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        let isWhole = packed.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            var state = Z_OK
            while state == Z_OK, unpacked.count <= limit {
                let made = chunk.withUnsafeMutableBufferPointer { output in
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(output.count)
                    state = CZlib.inflate(&stream, Z_NO_FLUSH)
                    return output.count - Int(stream.avail_out)
                }
                unpacked.append(contentsOf: chunk[..<made])
                // gzip files may be members one after the other.
                if state == Z_STREAM_END, stream.avail_in > 0 { state = inflateReset(&stream) }
            }
            return state == Z_STREAM_END
        }
        guard unpacked.count <= limit else { throw .tooLarge(path, limit: limit) }
        guard isWhole else { throw .badGzip(path) }
        return unpacked
    }
}

public enum FileError: Error, Hashable {
    case cannotOpen(String, reason: Int32)
    case cannotRead(String, reason: Int32)
    case cannotWrite(String, reason: Int32)
    case isFolder(String)
    case exists(String)
    case tooLarge(String, limit: Int)
    case badGzip(String)
}

extension FileError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .cannotOpen(let path, let reason):
            Phrase("file.cannotOpen", ["path": .text(path), "reason": .text(words(reason))])
        case .cannotRead(let path, let reason):
            Phrase("file.cannotRead", ["path": .text(path), "reason": .text(words(reason))])
        case .cannotWrite(let path, let reason):
            Phrase("file.cannotWrite", ["path": .text(path), "reason": .text(words(reason))])
        case .isFolder(let path): Phrase("file.isFolder", ["path": .text(path)])
        case .exists(let path): Phrase("file.exists", ["path": .text(path)])
        case .tooLarge(let path, let limit):
            Phrase("file.tooLarge", ["path": .text(path), "limit": .count(limit >> 20)])
        case .badGzip(let path): Phrase("file.badGzip", ["path": .text(path)])
        }
    }

    private func words(_ reason: Int32) -> String { String(cString: strerror(reason)) }
}
