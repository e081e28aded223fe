import Foundation
import Paperwork

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
    let codes = try await desks.pages.work { try PageCodes.read(bytes) }
    guard let mediaType = DocumentType.mediaType(of: bytes) else { throw ScanRefusal.notAnImage }
    return UploadedPage(mediaType: mediaType, codes: codes)
  }
}

/// What the codes on a page say.
private enum PageCodes {
  static func read(_ bytes: [UInt8]) throws -> [String] {
    do {
      return try ScannedPage.read(bytes, isWanted: StampedPaper.looksLikeCode).codes
    } catch ScanRefusal.noCode {
      return []
    }
  }
}
