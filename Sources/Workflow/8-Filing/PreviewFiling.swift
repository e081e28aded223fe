import GraduatePhotos
import Storage

/// Who can be filed now, and what holds back whom (报盘预检, A11).
public struct FilingPreview: Sendable {
  public struct Class: Sendable, Hashable {
    public let department: String
    public let classGroup: String
    public let ready: Int
    public let held: Int
  }

  public let institutionID: String
  public let institution: String
  public let profile: FilingProfile
  public let people: Int
  public let ready: Int
  /// Of those who are ready.
  public let confirmations: [FilingConfirmation: Int]
  /// People by what holds them back; somebody may be counted at several.
  public let holds: [FilingHold: Int]
  public let classes: [Class]
  /// What a filing made now would hold.
  public let seen: String
  public let regime: Regime
}

/// Somebody who is held back.
public struct HeldPerson: Sendable, Identifiable {
  public let id: String
  public let name: String
  public let studentNumber: String
  public let department: String
  public let classGroup: String
  public let findings: [FilingRule.Finding]
}

extension CollectionCenter {
  /// - Throws: `FilingRefusal.codeMode`, `.unknown`, `.profileUnknown`.
  public func previewFiling(
    of institutionID: String, campaignID: String, profile: String, by filer: any Filer
  ) async throws -> FilingPreview {
    let profile = try Self.filingProfile(profile)
    return try await records.read { transaction in
      try transaction.filingBasis(profile, campaignID: campaignID, institutionID: institutionID, by: filer).preview
    }
  }

  /// Those whom one thing holds back, in the order of their student numbers.
  ///
  /// - Returns: one page of them, and how many there are.
  /// - Throws: `FilingRefusal`.
  public func heldFromFiling(
    _ hold: FilingHold, of institutionID: String, campaignID: String, profile: String, page: Int, by filer: any Filer
  ) async throws -> (people: [HeldPerson], total: Int) {
    let profile = try Self.filingProfile(profile)
    return try await records.read { transaction in
      let basis = try transaction.filingBasis(profile, campaignID: campaignID, institutionID: institutionID, by: filer)
      let held = basis.people.filter { person in person.findings.contains { $0.hold == hold } }
      let first = max(0, page - 1) * FilingLimits.peopleOnPage
      let people = try held.dropFirst(first).prefix(FilingLimits.peopleOnPage).map { person in
        let row = try transaction.row("SELECT name, student_number FROM graduate WHERE id = ?", [.text(person.candidate.id)])
        return HeldPerson(
          id: person.candidate.id, name: try row?.text("name") ?? "", studentNumber: try row?.text("student_number") ?? "",
          department: person.department, classGroup: person.classGroup, findings: person.findings)
      }
      return (people, held.count)
    }
  }

  static func filingProfile(_ id: String) throws -> FilingProfile {
    guard let profile = id.isEmpty ? FilingProfile.builtIn.first : .builtIn(id) else { throw FilingRefusal.profileUnknown }
    return profile
  }
}

extension FilingBasis {
  var preview: FilingPreview {
    var confirmations: [FilingConfirmation: Int] = [:]
    for person in ready { confirmations[rule.confirmation(of: person.candidate), default: 0] += 1 }
    var holds: [FilingHold: Int] = [:]
    var classes: [CheckedClass: (ready: Int, held: Int)] = [:]
    for person in people {
      for hold in Set(person.findings.map(\.hold)) { holds[hold, default: 0] += 1 }
      let group = CheckedClass(department: person.department, classGroup: person.classGroup)
      if person.findings.isEmpty {
        classes[group, default: (0, 0)].ready += 1
      } else {
        classes[group, default: (0, 0)].held += 1
      }
    }
    return FilingPreview(
      institutionID: institutionID, institution: "\(institutionName)（\(institutionCode)）", profile: rule.profile,
      people: people.count, ready: ready.count, confirmations: confirmations, holds: holds,
      classes: classes.map { .init(department: $0.department, classGroup: $0.classGroup, ready: $1.ready, held: $1.held) }
        .sorted { ($0.department, $0.classGroup) < ($1.department, $1.classGroup) },
      seen: contentHash, regime: campaign.plan.regime)
  }
}
