import Crypto
import Foundation
import GraduatePhotos
import Paperwork
import Storage

/// Who takes a place's notices and papers away: whoever speaks for it, and its secretaries and counselors for their own classes.
public protocol VisitReader: SignedIn {
  func takesPapers(of place: TourPlace) -> Bool
  /// Whether a class of the place is this person's.
  func answersFor(department: String, classGroup: String) -> Bool
}

extension VisitReader {
  public func answersFor(department: String, classGroup: String) -> Bool { true }
}

extension VisitReader where Self: VisitSpeaker {
  public func takesPapers(of place: TourPlace) -> Bool { speaks(for: place) }
}

extension Officer: VisitReader {}
extension Planner: VisitReader {}
extension Liaison: VisitReader {}
extension SealingLeader: VisitReader {}
extension StudyCenterLiaison: VisitReader {}

extension DepartmentSecretary: VisitReader {
  public func takesPapers(of place: TourPlace) -> Bool { place.institutionID == institutionID }
  public func answersFor(department: String, classGroup: String) -> Bool { department == self.department }
}

extension Counselor: VisitReader {
  public func takesPapers(of place: TourPlace) -> Bool { place.institutionID == institutionID }
  public func answersFor(department: String, classGroup: String) -> Bool {
    classGroups.contains(ClassGroup(department: department, name: classGroup))
  }
}

extension CollectionCenter {
  /// The places whose papers somebody takes away.
  public func ownPaperPlaces(campaignID: String, by reader: some VisitReader) async throws -> [TourPlace] {
    try await records.read { transaction in
      try transaction.tourPlaces(campaignID, year: transaction.storedCampaign(campaignID).year).filter {
        reader.takesPapers(of: $0)
      }
    }
  }

  /// A place's schedule with only the classes that are this person's.
  ///
  /// - Throws: `ScheduleRefusal.placeUnknown`.
  public func placePapers(of placeID: String, campaignID: String, by reader: some VisitReader) async throws -> PlaceSchedule {
    try await records.read { try $0.ownSchedule(placeID, campaignID, by: reader) }
  }

  /// 拍摄点门牌, one for each day and shooting point where own classes are called (PDF).
  ///
  /// - Throws: `ScheduleRefusal.placeUnknown`, `.nothingPublished`, `PrintRefusal`.
  public func doorSigns(of placeID: String, campaignID: String, by reader: some VisitReader) async throws -> PreparedFile {
    let schedule = try await papers(placeID, campaignID, by: reader)
    let own = Set(schedule.classes.map(\.identity))
    let visits = schedule.visits.filter { visit in visit.turns.contains { own.contains($0.key.plain) } }
    let signs = visits.map { visit in
      DoorSignPaper.Sign(
        day: visit.day.chineseWithoutYear, point: "拍摄点 \(visit.point)",
        place: schedule.venues.indices.contains(visit.point - 1) ? schedule.venues[visit.point - 1] : "",
        time: visit.span.chinese,
        lines: visit.turns.map { turn in
          DoorSignPaper.Sign.Line(
            call: MinuteSpan.clock(turn.callMinutes), department: turn.department, classGroup: turn.classGroup,
            heads: turn.heads)
        })
    }
    return try await file(DoorSignPaper(institution: schedule.place.name, signs: signs), "门牌", "MP", schedule)
  }

  /// 班级通知, a page a class (PDF).
  ///
  /// `key`: nil for all own classes.
  /// - Throws: `ScheduleRefusal`, `PrintRefusal`.
  public func classNotices(
    of placeID: String, classKey key: String? = nil, campaignID: String, by reader: some VisitReader
  ) async throws -> PreparedFile {
    let schedule = try await papers(placeID, campaignID, by: reader)
    let paper = ClassNoticePaper(
      try schedule.chosen(key).map { .init($0.notice, address: publicAddress + $0.shortPath) })
    return try await file(paper, "班级通知", "TZ", schedule, hasFootCode: false)
  }

  /// A paper of the place as a file, named by what holds.
  ///
  /// - `contentHash`: nil for the hash of the visits and who is told of them.
  /// - `hasFootCode`: false where each page has a code of its own.
  func file(
    _ paper: some Paper, _ name: String, _ letters: String, _ schedule: PlaceSchedule, contentHash: String? = nil,
    hasFootCode: Bool = true
  ) async throws -> PreparedFile {
    guard let edition = schedule.edition, !paper.sections.isEmpty else { throw ScheduleRefusal.nothingPublished }
    let path = PreparedFile.newPath(in: spool, identifier())
    let link = publicAddress + schedule.shortPath
    let identity = PaperIdentity(
      number: "\(letters)-\(schedule.place.code)-第\(edition.version)版", date: edition.day.chinese,
      contentHash: contentHash ?? schedule.contentHash, code: hasFootCode ? link : nil, codeAdvice: "扫码看本校最新的安排，不用登录：\(link)",
      createdAt: edition.publishedAt / 1000)
    try await desks.prints.work { try paper.write(to: path, identity) }
    return PreparedFile(
      path: path, fileName: "\(schedule.place.code)_\(name)_第\(edition.version)版.pdf", contentType: PreparedFile.pdf)
  }

  /// What is published for own classes.
  ///
  /// - Throws: `ScheduleRefusal.nothingPublished`; `.classUnknown` when none of the classes is this person's.
  func papers(_ placeID: String, _ campaignID: String, by reader: some VisitReader) async throws -> PlaceSchedule {
    let schedule = try await placePapers(of: placeID, campaignID: campaignID, by: reader)
    guard schedule.edition != nil else { throw ScheduleRefusal.nothingPublished }
    guard !schedule.classes.isEmpty else { throw ScheduleRefusal.classUnknown }
    return schedule
  }
}

extension PlaceSchedule {
  /// Of the visits and what is told of them.
  fileprivate var contentHash: String {
    let facts = visits.flatMap(\.facts) + venues + classes.map { $0.notice.copyText(link: $0.shortPath) }
    let digest = SHA256.hash(data: Data(facts.joined(separator: "\u{1F}").utf8))
    return hexadecimal(digest.prefix(4)).uppercased()
  }

  /// The class of this key, or all.
  ///
  /// - Throws: `ScheduleRefusal.classUnknown`.
  func chosen(_ key: String?) throws -> [ScheduledClass] {
    guard let key else { return classes }
    guard let one = classGroup(key) else { throw ScheduleRefusal.classUnknown }
    return [one]
  }
}

extension Transaction {
  func ownSchedule(_ placeID: String, _ campaignID: String, by reader: some VisitReader) throws -> PlaceSchedule {
    var schedule = try placeSchedule(placeID, campaignID)
    guard reader.takesPapers(of: schedule.place) else { throw ScheduleRefusal.placeUnknown }
    schedule.classes = schedule.classes.filter {
      reader.answersFor(department: $0.identity.department, classGroup: $0.identity.classGroup)
    }
    return schedule
  }
}
