import GraduatePhotos

extension CollectionCenter {
  /// A photographer who types name, password and second factor at a station: the same checks, counts and lock-outs as at the sign-in page.
  ///
  /// No session is left behind: what he asked for is answered, and nothing else.
  ///
  /// - Throws: `SignInRefusal`, `StationRefusal.notPhotographer`, and what the work throws.
  public func signedInAtStation<T: Sendable>(
    name: String, password: String, digits: String, from place: SignInPlace, _ work: (Photographer) async throws -> T
  ) async throws -> T {
    let outcome = try await signIn(name: name, password: password, from: place)
    do {
      switch outcome.next {
      case .welcome: break
      case .setUp: throw SignInRefusal.secondFactorMissing
      case .secondFactor:
        guard !digits.isEmpty else { throw SignInRefusal.wrongSecondFactor }
        try await proveSecondFactor(
          token: outcome.token, answer: digits, deviceToken: outcome.deviceToken, from: place)
      }
      guard let session = try await session(token: outcome.token), session.isProven,
        case .photographer(let photographer) = session.person
      else { throw StationRefusal.notPhotographer }
      let result = try await work(photographer)
      try await signOut(token: outcome.token)
      return result
    } catch {
      try await signOut(token: outcome.token)
      throw error
    }
  }

  /// Checks a signed-in photographer's own password again, before a visit's file is made on a page.
  ///
  /// - Throws: `SignInRefusal.wrongNameOrPassword`, `.tooManyAttempts`, `.busy`.
  public func checkPassword(_ password: String, of photographer: Photographer, from place: SignInPlace) async throws {
    let name = try await records.read { transaction in
      try transaction.row("SELECT sign_in_name FROM account WHERE id = ?", [.text(photographer.accountID)])?.text(
        "sign_in_name")
    }
    guard let name else { throw SignInRefusal.wrongNameOrPassword }
    let outcome = try await signIn(name: name, password: password, from: place)
    try await signOut(token: outcome.token)
  }

  /// Visits that a crew can still take along, by day and time.
  public func visitsToTake(by photographer: Photographer) async throws -> [VisitToTake] {
    try await records.read { transaction in
      let crews = try transaction.ownCrews(of: photographer)
      guard !crews.isEmpty else { return [] }
      let campaigns = try transaction.rows(
        "SELECT DISTINCT c.campaign_id FROM crew c JOIN crew_account x ON x.crew_id = c.id WHERE x.account_id = ? ORDER BY c.campaign_id",
        [.text(photographer.accountID)]
      ).map { try $0.text("campaign_id") }
      return try campaigns.flatMap { campaign in
        try transaction.watchedVisits(campaign, by: photographer).filter { $0.record.day >= transaction.today }.map { visit in
          VisitToTake(
            campaign: campaign, title: visit.campaign.plan.title, number: visit.record.number, place: visit.place.name,
            day: visit.record.day, span: visit.record.span)
        }
      }
    }
  }
}

/// A visit that a station may be given.
public struct VisitToTake: Sendable, Codable, Equatable {
  /// Its id.
  public let campaign: String
  public let title: String
  public let number: Int
  public let place: String
  public let day: CalendarDay
  public let span: MinuteSpan
}
