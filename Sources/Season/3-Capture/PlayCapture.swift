import Foundation
import GraduatePhotos

extension SeasonPlay {
  /// The enrolment photos of the institutions that give them.
  func bringReferences() async throws {
    for institution in truth.institutions where institution.givesReferences {
      let path = "\(order.folder)/\(institution.code)-入学照片.zip"
      let pictures = truth.graduates(of: institution).filter { $0.fate != .walksIn }.map {
        (name: "\($0.studentNumber).jpg", bytes: pool.faces[$0.face].other)
      }
      try PictureZip.write(pictures, to: path)
      guard let data = FileManager.default.contents(atPath: path) else { throw SeasonFault.missing(path) }
      let liaison = try people().liaisons[institution.index]
      let form = try await liaison.read(address + "/roster/references").form(to: "/references")
      var page = try await liaison.submit(form, files: [("file", "入学照片.zip", [UInt8](data))])
      try await wait("入学照片") {
        page = try await liaison.read(page.address)
        return page.words.contains("入学照片的结果")
      }
      // Whoever takes a visit along before the faces were looked for takes no comparison along; the page says so.
      try await wait("入学照片上的人脸") {
        page = try await liaison.read(address + "/roster/references")
        return !page.words.contains("正在找人脸")
      }
    }
  }

  /// The tour: every visit on its day (N2, N3, A1, A9.3, A9.4).
  func capture() async throws {
    try await bringReferences()
    let people = try people()
    for (crew, members) in people.crews.enumerated() {
      desks.append(
        try StationDesk(
          crew: crew, members: members, order: order, site: site, clock: clock, clockPath: clockPath, outlet: outlet))
    }
    for (at, wave) in waves.enumerated() { try await hold(wave, isFirst: at == 0) }
    for desk in desks { await desk.stop() }
    tally.compare(2, "拍下的照片都有拍摄序号", expected: taken, seen: tally.serials.shots)
    tally.compare(2, "同一场里各不相同的拍摄序号", expected: tally.serials.shots, seen: tally.serials.different)
    tell("拍摄：\(visits.count) 场，\(truth.graduates.count { $0.mark != nil }) 人")
  }

  /// Visits that are under way together: of one day, one a crew, begun within half an hour.
  private var waves: [[SeasonVisit]] {
    var waves: [[SeasonVisit]] = []
    for visit in visits {
      if let first = waves.last?.first, first.isBesides(visit), waves.last?.contains(where: { $0.crew == visit.crew }) == false
      {
        waves[waves.count - 1].append(visit)
      } else {
        waves.append([visit])
      }
    }
    return waves
  }

  private func hold(_ wave: [SeasonVisit], isFirst: Bool) async throws {
    for visit in wave {
      clock.advance(to: visit.moment(visit.start - 60))
      try await desks[visit.crew].start()
      try await desks[visit.crew].take(visit.title, at: truth.institutions[visit.institution].name)
    }
    clock.advance(to: wave.map { $0.moment($0.start) }.max() ?? 0)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      for (at, visit) in wave.enumerated() {
        tasks.addTask { try await self.hold(visit, isOffline: isFirst && at == 0) }
      }
      try await tasks.waitForAll()
    }
    for visit in wave { try await desks[visit.crew].close() }
  }

  /// A visit's classes, one after the other; `isOffline` loses the center while the first class is shot.
  private func hold(_ visit: SeasonVisit, isOffline: Bool) async throws {
    let institution = truth.institutions[visit.institution]
    let desk = desks[visit.crew]
    for (at, turn) in visit.turns.enumerated() {
      let isCut = isOffline && at == 0 && order.faults.contains(.lostNetwork) && center != nil
      if isCut {
        await center?.kill()
        tally.lostNetworks += 1
      }
      try await shoot(institution.classes[turn.classIndex], institution, at: desk)
      if isCut { try await startCenter() }
      if order.faults.contains(.powerCut), at == 0 {
        let before = Set(try await desk.serials())
        try await desk.cutPower()
        tally.lostShots += before.subtracting(try await desk.serials()).count
        tally.powerCuts += 1
      }
    }
    try await desk.leave()
    tally.find(.shift, try await desk.repairFindings())
    let serials = try await desk.serials()
    tally.serials.shots += serials.count
    tally.serials.different += Set(serials).count
  }

  /// A class, one after the other.
  private func shoot(_ group: [Int], _ institution: SeasonInstitution, at desk: StationDesk) async throws {
    let present = group.filter { [.comes, .walksIn].contains(truth.graduates[$0].fate) }
    let run = present.filter { truth.graduates[$0].isShifted }
    for number in present {
      let graduate = truth.graduates[number]
      if graduate.fate == .walksIn {
        try await desk.checkInSpare(graduate, classGroup: institution.classGroup(graduate.classIndex))
      } else {
        guard try await desk.checkIn(graduate.studentNumber) else {
          throw SeasonFault.missing("\(graduate.studentNumber) 的排队号")
        }
      }
    }
    for number in present {
      let graduate = truth.graduates[number]
      if let refusal = try await desk.scan(graduate.fate == .walksIn ? graduate.name : graduate.studentNumber) {
        throw SeasonFault.missing("\(graduate.studentNumber) 坐到镜头前：\(refusal)")
      }
      // Who really sits there: in a run the next one, of a swapped pair the other.
      var sitter = number
      if let at = run.firstIndex(of: number) { sitter = run[(at + 1) % run.count] }
      if let other = graduate.swappedWith { sitter = other }
      if graduate.closesEyes { try await shootClosedEyes(of: number, at: desk) }
      _ = try await desk.shoot(picture(of: sitter, boundTo: number))
    }
  }

  private func shootClosedEyes(of number: Int, at desk: StationDesk) async throws {
    guard let closed = pool.faces[truth.graduates[number].face].closedEyes else { return }
    taken += 1
    let state = try await desk.shoot(MarkedPicture.marked(closed, with: "\(number)-closed"))
    if state == "again" { tally.find(.closedEyes) }
  }

  /// A picture of a graduate's face, with a mark of its own; in the book it is his, whomever the camera's screen gives it to.
  func picture(of sitter: Int, boundTo number: Int) -> [UInt8] {
    let mark = "\(sitter)-\(truth.graduates[sitter].marks.count + 1)"
    truth.graduates[sitter].marks.append(mark)
    taken += 1
    return MarkedPicture.marked(pool.faces[truth.graduates[sitter].face].good, with: mark)
  }
}
