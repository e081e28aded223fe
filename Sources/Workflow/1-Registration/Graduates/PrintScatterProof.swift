import Crypto
import Foundation
import GraduatePhotos
import Paperwork
import Storage

extension CollectionCenter {
  /// 《散拍证明》 for a graduate who is shot by another province's agency, with the five-digit code and the number in full.
  ///
  /// - Throws: `GraduateRefusal.notOtherProvince`, `PrintRefusal.undrawable`, `RosterImportRefusal.notFound`.
  public func scatterProof(
    of graduateID: String, campaignID: String, by keeper: some AbsenceKeeper
  ) async throws -> PreparedFile {
    let paper = try await records.write { transaction in
      let institution = try transaction.institution(ofGraduate: graduateID, campaignID: campaignID, keeper.graduateScope)
      let (place, _) = try transaction.rosterPlace(campaignID: campaignID, institutionID: institution)
      guard let absence = try transaction.absence(of: graduateID), case .otherBranch(let province) = absence.wayOn else {
        throw GraduateRefusal.notOtherProvince
      }
      guard let record = try transaction.standingRecord(graduateID, place) else { throw RosterImportRefusal.notFound }
      try transaction.journal(
        JournalLine(
          action: .paperPrinted, recordKind: "graduate", recordID: graduateID, campaignID: campaignID, graduateID: graduateID,
          details: ["paper": "scatter-proof"]), by: keeper)
      return try transaction.scatterPaper(record.entry.entry, absence, province: province, place, keeper.accountID)
    }
    let path = PreparedFile.newPath(in: spool, identifier())
    let now = try await now()
    let day = CalendarDay(milliseconds: now)
    let hash = hexadecimal(SHA256.hash(data: Array(graduateID.utf8)).prefix(4)).uppercased()
    let identity = PaperIdentity(
      number: "SP-\(paper.institutionCode)-\(day.compact)-\(hash)", date: paper.issued, contentHash: "", createdAt: now / 1000)
    try await desks.prints.work { try paper.write(to: path, identity) }
    return PreparedFile(path: path, fileName: "散拍证明_\(day.compact).pdf", contentType: PreparedFile.pdf)
  }
}

extension Transaction {
  fileprivate func scatterPaper(
    _ entry: RosterEntry, _ absence: Absence, province: String, _ place: RosterPlaceInCenter, _ accountID: String
  ) throws -> ScatterProofPaper {
    let branch = place.plan.offices.first { $0.kind == .otherAgency && $0.name.contains(province.prefix(2)) }?.name
    let person = try row("SELECT name, telephone FROM account WHERE id = ?", [.text(accountID)])
    let last = place.plan.days(of: .makeup)?.last ?? place.plan.phases.last?.days.last
    let issued = "\(today.year)年\(today.month)月\(today.day)日"
    return ScatterProofPaper(
      branch: branch ?? "\(province)图像采集单位", institutionName: place.institutionName, institutionCode: place.institutionCode,
      campaign: place.plan.title, studentName: entry.name.value, sex: entry.sex.chineseName, idNumber: entry.idNumber.value,
      studentNumber: entry.studentNumber, department: entry.department, major: entry.major,
      level: entry.level?.chineseName ?? "",
      reason: absence.reason.forOtherAgency,
      validUntil: last.map { "\($0.year)年\($0.month)月\($0.day)日" } ?? "本次采集结束", contact: try person?.text("name") ?? "",
      telephone: try person?.optionalText("telephone") ?? "", issued: issued)
  }
}

extension Absence.Reason {
  /// What another agency reads: never where somebody lies ill.
  var forOtherAgency: String {
    switch self {
    case .hospital, .other: "不在本省"
    case .internship, .abroad, .military, .otherPlace: chineseName
    }
  }
}
