import Foundation
import GraduatePhotos

extension VisitDesk {
  /// Crew and institution sign that the crew came, that shooting began, and that it ended (A9.4), in this order.
  ///
  /// - Throws: `VisitDeskRefusal.signatureOrder`, `.alreadySigned`, `.nameMissing`.
  public func sign(
    _ moment: DaySignature.Moment, _ side: DaySignature.Side, name: String, strokes: String, by member: CrewMember
  ) async throws {
    try await gate.pass { [self] in
      try await requireOpen()
      guard !name.trimmed.isEmpty else { throw VisitDeskRefusal.nameMissing }
      guard await !log.hasSigned(moment, side) else { throw VisitDeskRefusal.alreadySigned(moment.chineseName) }
      let moments = DaySignature.Moment.allCases
      if let at = moments.firstIndex(of: moment), at > 0 {
        let before = moments[at - 1]
        guard await log.hasSigned(before, side) else { throw VisitDeskRefusal.signatureOrder(before.chineseName) }
      }
      let drawn = strokes.utf8.count <= VisitDeskLimits.strokeCharacters && Self.areStrokes(strokes) ? strokes : ""
      try await record(
        [
          .signed(
            DaySignature(
              moment: moment, side: side, name: String(name.trimmed.prefix(VisitDeskLimits.nameCharacters)), strokes: drawn))
        ], by: member.account)
    }
  }

  private static func areStrokes(_ text: String) -> Bool { text.utf8.allSatisfy { "0123456789,; ".utf8.contains($0) } }

  /// People of the visit's classes of whom a photo is wanted and who were not said to stay away.
  public var due: [String] {
    plan.people.filter { taken in
      if case .due = taken.person.standing { taken.person.placeID == plan.placeID } else { false }
    }.map(\.person.id)
  }

  public var closing: DayClosing {
    DayClosing(
      of: log, due: due,
      facts: DayClosing.Facts(
        originals: originals, secondCopies: secondCopies, openFindings: findings.count + (cardShots.isEmpty ? 0 : 1)),
      station: stationID)
  }

  /// Closes the day: everybody is shot, excused or missing, the counts agree, every original has a second copy, both sides have signed.
  ///
  /// - Throws: `VisitDeskRefusal.mayNotClose`, `.dayClosed`.
  public func close(by member: CrewMember) async throws -> DaySum {
    try await gate.pass { [self] in
      try await requireOpen()
      // The counts of copies as they are now, not as a page saw them.
      let (originals, copies) = try await station.ledger.copies(of: name)
      await noteCopies(originals, copies)
      let closing = await closing
      guard closing.mayClose else { throw VisitDeskRefusal.mayNotClose(closing.obstacles.count) }
      try await record([.closed(closing.sum)], by: member.account)
      return closing.sum
    }
  }

  /// Something about the machine, for those who look at the day later; the same twice in a minute is one.
  public func notice(_ kind: StationNotice.Kind, _ chinese: String) async throws {
    try await gate.pass { [self] in
      let now = station.now
      let isRepeated = await log.notices.contains { $0.notice.chinese == chinese && now - $0.at < 60_000 }
      guard !isRepeated else { return }
      let by = await log.happenings.last { $0.station == stationID }?.by ?? ""
      try await record([.noticed(StationNotice(kind: kind, chinese: chinese))], by: by)
    }
  }
}
