import GraduatePhotos
import Storage

/// What a station's deed leaves in the journal, and whom it is told.
extension Transaction {
  func journal(_ happening: Happening, _ visit: KeptVisit, by actor: some SignedIn) throws {
    let (action, kind, id) = Self.words(for: happening)
    var details = [
      "visit": String(visit.visit), "station": happening.station, "sequence": String(happening.sequence),
      "kind": happening.deed.kind,
    ]
    var personal: [String: String] = [:]
    let person = happening.deed.people.count == 1 ? happening.deed.people.first : nil
    let graduate = try person.flatMap { try graduateID($0) }
    switch happening.deed {
    case .checkedIn(let deed):
      details["queue"] = String(deed.queue)
      details["manner"] = deed.manner.rawValue
      if deed.manner == .exception, graduate != nil { personal["reason"] = deed.why }
    case .shot(let deed):
      details["serial"] = String(deed.serial)
      details["sha256"] = deed.sha256
    case .bound(let deed): details["shot"] = deed.shot
    case .repaired(let deed):
      details["repair"] = deed.id
      details["moves"] = String(deed.repair.moves.count)
      details["second"] = deed.second
    case .repairTakenBack(let repair, let second):
      details["repair"] = repair
      details["second"] = second
    case .heldBack(let held): details["shots"] = String(held.count)
    case .overruled(let deed): details["checks"] = String(deed.checks.joined(separator: " ").prefix(500))
    default: break
    }
    try journal(
      JournalLine(
        action: action, recordKind: kind, recordID: id, campaignID: visit.campaignID, graduateID: graduate, details: details,
        personal: personal), by: actor)
  }

  private static func words(for happening: Happening) -> (JournalLine.Action, recordKind: String, id: String) {
    switch happening.deed {
    case .checkedIn: (.checkedIn, recordKind: "check-in", happening.id)
    case .checkInWithdrawn: (.checkInWithdrawn, recordKind: "check-in", happening.id)
    case .sentOn: (.walkInRefused, recordKind: "door-refusal", happening.id)
    case .shot(let deed): (.shotTaken, recordKind: "shot", deed.id)
    case .chosen(let shot, _): (.shotChosen, recordKind: "shot", shot)
    case .setAside(let shot, _): (.shotSetAside, recordKind: "shot", shot)
    case .overruled(let deed): (.shotOverruled, recordKind: "shot", deed.shot)
    case .bound(let deed): (.shotBound, recordKind: "shot", deed.shot)
    case .repaired, .repairTakenBack: (.shotBound, recordKind: "happening", happening.id)
    case .spare(let person): (.sparePersonMade, recordKind: "spare-person", person.id)
    case .excused: (.personExcused, recordKind: "happening", happening.id)
    case .signed: (.visitSigned, recordKind: "happening", happening.id)
    case .closed: (.visitClosed, recordKind: "happening", happening.id)
    default: (.visitNoted, recordKind: "happening", happening.id)
    }
  }

  /// The officer hears of exceptions, the place of people on no list; what was typed stays on the page.
  func tell(_ happening: Happening, _ visit: KeptVisit, by actor: some SignedIn) throws {
    let path = "/campaigns/\(visit.campaignID)/today/\(visit.visit)"
    switch happening.deed {
    case .checkedIn(let deed) where deed.manner == .exception:
      let place = try place(of: visit)?.name ?? ""
      try notifyKeepers(
        campaignID: visit.campaignID, title: "现场破例拍摄 1 人",
        body: "\(place)第 \(visit.visit) 场：现场负责人同意拍摄，原因见拍摄页。", path: path, roles: [.officer], by: actor)
    case .spare:
      guard let place = try place(of: visit) else { return }
      try tellPlace(
        place, title: "名单外拍摄 1 人",
        body: "第 \(visit.visit) 场有 1 人不在学生名单上，已拍照。请学校核实身份、补登名单，再在「名单外人员」里决定照片归谁。",
        path: "/campaigns/\(visit.campaignID)/verification/spare-people", visit.campaignID, by: actor)
    default: break
    }
  }

  private func place(of visit: KeptVisit) throws -> TourPlace? {
    guard let version = try newestScheduleVersion(visit.campaignID),
      let record = try storedVisits(visit.campaignID, version: version, number: visit.visit).first
    else { return nil }
    let year = try storedCampaign(visit.campaignID).year
    return try tourPlaces(visit.campaignID, year: year).first { $0.id == record.placeID }
  }
}
