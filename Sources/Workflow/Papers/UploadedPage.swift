import Foundation
import Paperwork
import Synchronization

/// A page somebody uploaded, as far as its bytes tell.
struct UploadedPage: Sendable {
  let mediaType: String
  /// What the QR symbols on it say, strangers' included; empty when none could be read.
  let codes: [String]
}

extension CollectionCenter {
  /// Looks at an uploaded page, on a thread of its own.
  ///
  /// A page without any code that can be read is no refusal here: what comes by fax often has none.
  /// - Throws: `SealRefusal.tooLarge`, `.busy`; `ScanRefusal` for what is no JPEG, PNG or PDF, or damaged.
  func uploadedPage(_ bytes: [UInt8]) async throws -> UploadedPage {
    guard bytes.count <= WorkflowLimits.documentBytes else {
      throw SealRefusal.tooLarge(megabytes: WorkflowLimits.documentBytes >> 20)
    }
    let codes = try await PageDesk.shared.codes(in: bytes)
    guard let mediaType = DocumentType.mediaType(of: bytes) else { throw ScanRefusal.notAnImage }
    return UploadedPage(mediaType: mediaType, codes: codes)
  }
}

/// Reads pages off the cooperative pool, a few at a time; a crowd in front of it is refused instead of piling up in memory.
private final class PageDesk: Sendable {
  static let shared = PageDesk()

  private let queue = OperationQueue()
  private let waiting = Mutex(0)

  private init() {
    queue.name = "pages"
    queue.maxConcurrentOperationCount = PaperLimits.pagesReadAtOnce
  }

  func codes(in bytes: [UInt8]) async throws -> [String] {
    let isAdmitted = waiting.withLock { count in
      guard count < PaperLimits.pagesWaiting else { return false }
      count += 1
      return true
    }
    guard isAdmitted else { throw SealRefusal.busy }
    defer { waiting.withLock { $0 -= 1 } }
    return try await withCheckedThrowingContinuation { continuation in
      queue.addOperation { continuation.resume(with: Result { try Self.read(bytes) }) }
    }
  }

  private static func read(_ bytes: [UInt8]) throws -> [String] {
    do {
      return try ScannedPage.read(bytes, isWanted: StampedPaper.looksLikeCode).codes
    } catch ScanRefusal.noCode {
      return []
    }
  }
}
