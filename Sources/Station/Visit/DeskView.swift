import GraduatePhotos

/// Everything a page of the station shows, at one moment.
public struct DeskView: Sendable {
  public struct Seated: Sendable {
    public let person: DuePerson
    public let seat: VisitLog.Seat
    /// His shots since he sat down, oldest first, those set aside left out.
    public let shots: [VisitLog.Shot]
    /// The one that is to be the portrait.
    public let chosen: String?
    public let hasReference: Bool
    /// The newest shot is unlike the enrolment photo: for people to look, no alarm (promise 2).
    public let isUnlikeReference: Bool
    public let queue: Int?
  }

  public let generation: Int
  public let seated: Seated?
  /// Who comes next, by the queue.
  public let queue: [VisitLog.Waiting]
  public let names: [String: DuePerson]
  public let progress: VisitProgress
  public let findings: [DeskFinding]
  public let notices: [VisitLog.Noticed]
  public let captured: Int
  public let due: Int
  /// Portraits of the last hour.
  public let lastHour: Int
  public let shots: Int
  public let originals: Int
  public let secondCopies: Int
  public let closed: DaySum?
  public let log: VisitLog
}

extension VisitDesk {
  public var view: DeskView {
    let seat = log.seats[stationID]
    let seated = seat.flatMap { seat in
      book.person(seat.person).map { person in
        DeskView.Seated(
          person: person, seat: seat, shots: seat.shots.compactMap { log.shots[$0] }.filter { $0.setAside == nil },
          chosen: log.keptShot(of: person.id)?.id, hasReference: faces.hasReference(person.id),
          isUnlikeReference: seat.shots.last.flatMap { faces.distance(shot: $0, reference: person.id) }.map {
            $0 > FaceLikeness.otherFace
          } ?? false,
          queue: log.checkIns[person.id]?.deed.queue)
      }
    }
    // At the branch those who booked go before those who did not (N4).
    let booked: (VisitLog.Waiting) -> Bool = { !self.isAtBranch || $0.deed.manner == .due }
    let queue = log.queue.filter(booked) + log.queue.filter { !booked($0) }
    var names: [String: DuePerson] = [:]
    let wanted =
      queue.prefix(50).map(\.deed.person) + log.shots.values.compactMap(\.person)
      + log.scans.values.flatMap { $0.map(\.person) }
    for id in Set(wanted) { names[id] = book.person(id) }
    let captured = log.captured
    let hourAgo = station.now - 3_600_000
    return DeskView(
      generation: generation, seated: seated, queue: queue, names: names, progress: progress, findings: findings,
      notices: log.notices, captured: captured.count, due: due.count,
      lastHour: captured.filter { (log.keptShot(of: $0)?.at ?? 0) > hourAgo }.count, shots: log.shots.count,
      originals: originals, secondCopies: secondCopies, closed: log.closed, log: log)
  }
}
