import Foundation
import GraduatePhotos
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Lets only so many uploads arrive at once, one a person, and none that the disk has no room for.
final class UploadGate: Sendable {
  private struct State {
    var people: Set<String> = []
  }

  private let state = Mutex(State())
  private let freeBytes: @Sendable (String) -> Int64

  /// - `freeBytes`: room in a folder; nil asks the system.
  init(freeBytes: (@Sendable (String) -> Int64)? = nil) {
    self.freeBytes = freeBytes ?? { Self.room(in: $0) }
  }

  /// Runs `body` for a person whose upload may arrive now.
  ///
  /// - Parameters:
  ///   - person: the account; what nobody is signed in for shares one place.
  ///   - sizeLimitBytes: what the upload may take at most.
  ///   - folder: where it will lie.
  ///   - body: takes the upload.
  /// - Returns: what `body` returns.
  /// - Throws: `UploadGateRefusal` before the first byte is read.
  func pass<T>(_ person: String, sizeLimitBytes: Int, into folder: String, _ body: () async throws -> T) async throws -> T {
    guard freeBytes(folder) >= Int64(sizeLimitBytes) + WebsiteLimits.freeBytesKept else { throw UploadGateRefusal.noRoom }
    try state.withLock { state in
      guard !state.people.contains(person) else { throw UploadGateRefusal.anotherUnderWay }
      guard state.people.count < WebsiteLimits.uploadsAtOnce else { throw UploadGateRefusal.tooMany }
      state.people.insert(person)
    }
    defer { state.withLock { _ = $0.people.remove(person) } }
    return try await body()
  }

  private static func room(in folder: String) -> Int64 {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return 0 }
    return Int64(clamping: UInt64(status.f_bavail) &* UInt64(status.f_frsize))
  }
}

/// Why an upload is not taken at this moment; nothing of it was kept.
enum UploadGateRefusal: Refusal, Equatable {
  case anotherUnderWay, tooMany, noRoom

  var code: String {
    switch self {
    case .anotherUnderWay: "upload.another-under-way"
    case .tooMany: "upload.too-many"
    case .noRoom: "upload.no-room"
    }
  }

  var message: String {
    switch self {
    case .anotherUnderWay: "您还有一个文件正在上传"
    case .tooMany: "现在上传文件的人太多"
    case .noRoom: "服务器的磁盘快满了，没有接收文件"
    }
  }

  var hint: String {
    switch self {
    case .anotherUnderWay: "请等它传完再传下一个；如果刚才中断了，请过一分钟再试"
    case .tooMany: "文件没有保存，请过一两分钟再上传一次"
    case .noRoom: "请联系系统管理员清理磁盘，然后再上传一次"
    }
  }
}
