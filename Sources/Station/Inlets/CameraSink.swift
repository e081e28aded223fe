import CGPhoto
import Glibc

/// Where a picture's bytes go while the library hands them over piece by piece.
final class CameraSink {
  private let file: Int32
  private let limitBytes: Int
  private let isEnding: EndFlag
  private(set) var byteCount: Int64 = 0
  /// The disk refused a piece.
  private(set) var isUnwritable = false

  init(file: Int32, limitBytes: Int, isEnding: EndFlag) {
    self.file = file
    self.limitBytes = limitBytes
    self.isEnding = isEnding
  }

  /// - call: hands the library's file to the library; returns what it returned.
  func receive(_ call: (OpaquePointer?) -> Int32) -> Int32 {
    var handler = CameraFileHandler(
      size: nil, read: nil,
      write: { sink, data, count in
        guard let sink, let data, let count else { return GP_ERROR_BAD_PARAMETERS }
        return Unmanaged<CameraSink>.fromOpaque(sink).takeUnretainedValue().take(data, Int(count.pointee))
      })
    return withUnsafeMutablePointer(to: &handler) { handler in
      withExtendedLifetime(self) {
        var target: OpaquePointer?
        let made = gp_file_new_from_handler(&target, handler, Unmanaged.passUnretained(self).toOpaque())
        guard made == GP_OK else { return made }
        defer { gp_file_unref(target) }
        return call(target)
      }
    }
  }

  private func take(_ data: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    guard !isEnding.isRaised else { return GP_ERROR_CANCEL }
    guard byteCount + Int64(count) <= Int64(limitBytes) else { return GP_ERROR_FIXED_LIMIT_EXCEEDED }
    var done = 0
    while done < count {
      let written = write(file, data + done, count - done)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else {
        isUnwritable = true
        return GP_ERROR_IO_WRITE
      }
      done += written
    }
    byteCount += Int64(count)
    return GP_OK
  }
}
