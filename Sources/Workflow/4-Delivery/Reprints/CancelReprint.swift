import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Cancels an order: who ordered before it was printed, the head office until it was handed over.
  ///
  /// - Throws: `ReprintDeskRefusal.unknown`, `.state`, `.noReason`, those of the text.
  public func cancelReprint(
    _ id: String, because text: String, campaignID: String, by reader: any ReprintReader
  ) async throws {
    let why = try text.reprintText("原因", limit: ReprintLimits.reasonCharacters)
    guard !why.isEmpty else { throw ReprintDeskRefusal.noReason }
    try await records.write { transaction in
      let facts = try transaction.reprintFacts(id, campaignID: campaignID, by: reader)
      let isHeadOffice = reader.reprintReach == .everything
      try transaction.checkReprint(facts, to: .cancelled, byHeadOffice: isHeadOffice)
      try transaction.stepReprint(
        facts, .cancelled, why: why, action: .reprintCancelled, details: ["reason": why], by: reader)
      if isHeadOffice {
        try transaction.tellOfReprint(facts, "加洗单已取消：\(facts.number)", "总部取消了这份加洗单：\(why)", by: reader)
      }
    }
  }
}
