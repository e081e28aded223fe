import Testing

@testable import GraduatePhotos

/// What is told without references, and twins.
@Suite struct ShiftNotesTests {
  private func findings(_ day: ShiftedDay, twins: TwinMemory = TwinMemory()) -> [ShiftFinding] {
    var detector = ShiftDetector(twins: twins)
    day.run(&detector)
    return detector.findings
  }

  @Test("without references: a double shot's beginning and a late scan's catching up are seen, swaps are not")
  func withoutReferences() {
    var seen: [ShiftedDay.Fault: Int] = [:]
    for number in 0..<100 {
      for fault in [ShiftedDay.Fault.double, .late, .swapped] {
        var day = ShiftedDay(people: 40, seed: UInt64(number) &+ 500, missing: 1, retakes: 0, badShots: 0)
        day.inject(fault, at: 15, length: fault == .swapped ? 2 : 10)
        let told = findings(day).contains { finding in
          switch (fault, finding.kind) {
          case (.double, .sameFace("14", "15")), (.late, .sameFace("24", "25")): true
          case (.swapped, .sameFace), (.swapped, .twoFaces), (.swapped, .swapped): true
          default: false
          }
        }
        seen[fault, default: 0] += told ? 1 : 0
      }
    }
    #expect((70...95).contains(seen[.double] ?? 0), "\(seen)")
    #expect((70...95).contains(seen[.late] ?? 0), "\(seen)")
    #expect(seen[.swapped] == 0, "\(seen)")
  }

  @Test("two faces under one name, when both shots were kept")
  func twoFaces() {
    var told = 0
    for number in 0..<50 {
      var day = ShiftedDay(people: 20, seed: UInt64(number), missing: 1, retakes: 1, thrownOut: 0, badShots: 0)
      let second = day.bound.lastIndex(of: 10) ?? 0
      day.faces[second] = 900
      told += findings(day).contains { $0.kind == .twoFaces("10") } ? 1 : 0
    }
    #expect(told >= 40, "93 % of strangers are farther than 0.70")
  }

  @Test("a shot without scan, a scan without shot, an order that does not fit")
  func facts() {
    let day = ShiftedDay(people: 0, seed: 1)
    var detector = ShiftDetector()
    func shot(_ serial: Int, _ person: String?, _ seconds: Int, isKept: Bool = true) -> CapturedShot {
      CapturedShot(id: "\(1000 + serial)", serial: serial, person: person, seconds: seconds, isKept: isKept)
    }
    detector.scan(ScannedPerson(id: "1", seconds: 0, hasReference: false))
    #expect(detector.shoot(shot(1, "1", 5), faces: NoFaces()).isEmpty)
    detector.scan(ScannedPerson(id: "2", seconds: 10, hasReference: false))
    detector.shoot(shot(2, "2", 14, isKept: false), faces: NoFaces())
    for person in [3, 4] {
      detector.scan(ScannedPerson(id: "\(person)", seconds: person * 10, hasReference: false))
      detector.shoot(shot(person, "\(person)", person * 10 + 5), faces: NoFaces())
    }
    #expect(detector.findings.map(\.kind) == [.scanWithoutShot("2")])
    #expect(detector.shoot(shot(5, nil, 50), faces: NoFaces()).contains { $0.kind == .shotWithoutScan })
    let late = shot(6, "3", 60)
    #expect(detector.shoot(late, faces: NoFaces()).contains { $0.kind == .outOfOrder && $0.shots == [late] })
    detector.scan(ScannedPerson(id: "2", seconds: 70, hasReference: false))
    detector.shoot(shot(7, "2", 75), faces: NoFaces())
    #expect(!detector.findings.contains { $0.kind == .scanWithoutShot("2") })
    #expect(day.shots.isEmpty)
    #expect(detector.findings.allSatisfy { $0.chinese.contains("请") })
  }

  @Test("twins: asked once by one birth date and one face, never again, and no alarm")
  func twins() throws {
    var day = ShiftedDay(people: 40, seed: 4, badShots: 0)
    day.makeTwins(20, 21, born: Fixture.day(2003, 5, 6))
    let pair = TwinMemory.Pair("21", "20")
    let told = findings(day)
    #expect(told.map(\.kind) == [.twinsSuspected(pair)])
    #expect(told.first?.chinese.hasPrefix("疑似双胞胎") == true)
    var detector = ShiftDetector()
    day.run(&detector)
    detector.answer(pair, .twins)
    #expect(detector.findings.isEmpty)
    #expect(findings(day, twins: detector.twins).isEmpty)
    var strangers = TwinMemory()
    strangers.remember(pair, as: .strangers)
    #expect(!findings(day, twins: strangers).contains { $0.kind == .twinsSuspected(pair) })
  }

  @Test("one birth date alone is no twins, a shift between two such people is one")
  func sameBirthDate() {
    var day = ShiftedDay(people: 40, seed: 8, badShots: 0)
    for at in 10..<20 { day.people[at].born = Fixture.day(2003, 5, 6) }
    #expect(findings(day).isEmpty)
    day.inject(.rotated, at: 10, length: 6)
    let told = findings(day).map(\.kind)
    #expect(told.contains { if case .shifted = $0 { true } else { $0 == .mixed } }, "\(told)")
  }
}

private struct NoFaces: FaceDistances {
  func distance(shot: String, reference person: String) -> Double? { nil }
  func distance(shot: String, shot other: String) -> Double? { nil }
}
