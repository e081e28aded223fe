import GraduatePhotos
import Storage

/// A slip that somebody looks for with its paper in his hand.
public struct FoundSlip: Sendable, Identifiable, Hashable {
  public let id: String
  public let code: String
  /// For a study center parent and own name (A4).
  public let name: String
  public let progress: SlipProgress
  /// The newest version that was handed in.
  public let version: Int
  /// The number on that version's paper; nil when it was not printed.
  public let paperNumber: String?
}

extension CollectionCenter {
  /// Slips that were handed in, by the number on a paper of theirs, the beginning of a code, or part of a name; by code.
  ///
  /// - `text`: as typed; blanks and full-width characters do not matter. Empty finds nothing.
  /// - Throws: `SlipRefusal.notFound` when there is no such campaign.
  public func findSlips(_ text: String, campaignID: String, for receiver: some PaperReceiver) async throws -> [FoundSlip] {
    let wanted = String(text.prefix(SlipLimits.searchCharacters)).compactHalfWidth
    guard !wanted.isEmpty else { return [] }
    return try await records.read { transaction in
      let byPaper = try transaction.slips(withPaperNumber: wanted, in: campaignID)
      return try transaction.foundSlips(campaignID) { line, id in
        byPaper.contains(id) || line.code.hasPrefix(wanted) || line.name.contains(wanted)
      }
    }
  }

  /// The slip whose paper was scanned: its QR leads to it, whichever version it was printed for.
  ///
  /// Nothing of the scan is kept.
  /// - Throws: `SealRefusal.noCode`, `.unknownCode`, `.severalCodes`, `.tooLarge`, `.busy`; `ScanRefusal`.
  public func findSlip(byPage bytes: [UInt8], campaignID: String, for receiver: some PaperReceiver) async throws -> FoundSlip {
    let page = try await uploadedPage(bytes)
    guard !page.codes.isEmpty else { throw SealRefusal.noCode }
    return try await records.read { transaction in
      let papers = try Set(page.codes).sorted().compactMap { try transaction.paper(code: $0) }
        .filter { $0.campaignID == campaignID && $0.kind == .slip }
      guard papers.count <= 1 else { throw SealRefusal.severalCodes }
      let found = try papers.first.flatMap { paper in
        try transaction.foundSlips(campaignID) { _, id in id == paper.subjectID }.first
      }
      guard let found else { throw SealRefusal.unknownCode }
      return found
    }
  }
}

extension Transaction {
  fileprivate func slips(withPaperNumber number: String, in campaignID: String) throws -> Set<String> {
    Set(
      try rows(
        "SELECT subject_id FROM paper WHERE campaign_id = ? AND kind = 'slip' AND number LIKE ? ESCAPE '!'",
        [.text(campaignID), .text(LikePattern.containing(number))]
      ).map { try $0.text("subject_id") })
  }

  fileprivate func foundSlips(
    _ campaignID: String, where takes: (SlipOverviewLine, String) -> Bool
  ) throws -> [FoundSlip] {
    try slipOverviewLines(campaignID).lines.compactMap { line -> (SlipOverviewLine, String, Int)? in
      guard let id = line.slipID, let version = line.version, takes(line, id) else { return nil }
      return (line, id, version)
    }.prefix(SlipLimits.overviewPage).map { line, id, version in
      FoundSlip(
        id: id, code: line.code, name: line.name, progress: line.progress, version: version,
        paperNumber: try paper(of: .slip, id, version: version)?.number)
    }
  }
}
