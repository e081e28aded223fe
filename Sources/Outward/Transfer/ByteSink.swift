import Foundation

/// What is received: into memory up to a limit, or into a new file.
///
/// A reply that is not a 2xx never reaches the file.
final class ByteSink {
  private let target: HTTPCall.Target
  private(set) var bytes: [UInt8] = []
  /// Bytes written to the file; nil when no file was made.
  private(set) var fileBytes: Int?
  private(set) var failure: OutwardError?
  private var descriptor: Int32 = -1

  init(target: HTTPCall.Target) {
    self.target = target
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Takes the next bytes of a reply with that status; false stops the transfer, `failure` says why.
  func take(_ piece: UnsafeRawBufferPointer, status: Int) -> Bool {
    switch target {
    case .memory(let limitBytes): keep(piece, limitBytes: limitBytes)
    case .file(let path, let limitBytes):
      (200..<300).contains(status)
        ? write(piece, path: path, limitBytes: limitBytes)
        : keep(piece, limitBytes: OutwardLimits.refusalBodyBytes)
    }
  }

  /// Ends a good transfer: an empty 2xx still makes its empty file.
  func finish(status: Int) {
    guard failure == nil, case .file(let path, _) = target, (200..<300).contains(status) else { return }
    if descriptor < 0, !create(path) { return }
    if close(descriptor) != 0 { failure = .targetUnwritable }
    descriptor = -1
  }

  /// Takes back the file of a transfer that failed; a file that was there before is left alone.
  func discard() {
    guard case .file(let path, _) = target, fileBytes != nil else { return }
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    fileBytes = nil
    unlink(path)
  }

  private func keep(_ piece: UnsafeRawBufferPointer, limitBytes: Int) -> Bool {
    guard bytes.count + piece.count <= limitBytes else { return stop(.replyTooLarge(limitBytes: limitBytes)) }
    bytes.append(contentsOf: piece)
    return true
  }

  private func write(_ piece: UnsafeRawBufferPointer, path: String, limitBytes: Int) -> Bool {
    if descriptor < 0, !create(path) { return false }
    let before = fileBytes ?? 0
    guard before + piece.count <= limitBytes else { return stop(.replyTooLarge(limitBytes: limitBytes)) }
    var rest = piece
    while !rest.isEmpty {
      let written = Foundation.write(descriptor, rest.baseAddress, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return stop(.targetUnwritable) }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
    fileBytes = before + piece.count
    return true
  }

  private func create(_ path: String) -> Bool {
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return stop(.targetUnwritable) }
    fileBytes = 0
    return true
  }

  private func stop(_ reason: OutwardError) -> Bool {
    failure = reason
    return false
  }
}
