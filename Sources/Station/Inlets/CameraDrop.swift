import Foundation
import Glibc

/// A folder into which a camera's pictures fall: each whole, under a name of its own, or not at all.
struct CameraDrop: Sendable {
  let folder: String

  /// Begins with a dot: nobody takes it for a picture.
  private var partPath: String { folder + "/.camera.part" }

  /// What a crash left half.
  func clear() { unlink(partPath) }

  /// - fill: writes the picture into the open file; false leaves nothing behind.
  /// - announce: is told the path before the file is there.
  /// - Returns: whether the picture lies there, as safe from a power cut as the disk makes it.
  /// - Throws: `CameraRefusal.unwritable`, and what `fill` throws.
  func save(
    _ name: String, fill: (Int32) async throws -> Bool, announce: (String) -> Void
  ) async throws -> Bool {
    let file = open(partPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw CameraRefusal.unwritable }
    var isOpen = true
    defer {
      if isOpen { close(file) }
      unlink(partPath)
    }
    guard try await fill(file) else { return false }
    guard fsync(file) == 0 else { throw CameraRefusal.unwritable }
    isOpen = false
    guard close(file) == 0 else { throw CameraRefusal.unwritable }
    try place(name, announce)
    syncFolder()
    return true
  }

  /// Gives the file its name; a second card may have the same one.
  private func place(_ name: String, _ announce: (String) -> Void) throws {
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    for number in 1...Self.sameNames {
      let path = folder + "/" + (number == 1 ? name : "\(name[..<dot])-\(number)\(name[dot...])")
      announce(path)
      // Another program may write here too: a link never replaces what is there.
      if link(partPath, path) == 0 { return }
      guard errno == EEXIST else { throw CameraRefusal.unwritable }
    }
    throw CameraRefusal.unwritable
  }

  private static let sameNames = 1_000

  private func syncFolder() {
    let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { return }
    fsync(opened)
    close(opened)
  }
}
