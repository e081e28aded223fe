import Testing

@testable import GraduatePhotos

/// Promise 2: shifts injected into a day are found, told and repaired as runs.
@Suite struct ShiftDetectorTests {
  private struct Tally {
    var days = 0
    var found = 0
    var exact = 0
    var right = 0
    var doubtful = 0
  }

  /// Days with one fault each, at the beginning, in the middle and at the end.
  private func tally(
    _ fault: ShiftedDay.Fault, lengths: ClosedRange<Int>, days: Int, missing: Double = 0, badShots: Double = 0.005
  ) throws -> Tally {
    var result = Tally()
    for number in 0..<days {
      var generator = SeededGenerator(seed: UInt64(number) &* 977 &+ 5)
      // at the day's end the last faces of a late run are of people whom nobody scanned: two scanned ones are left to find it by
      let unscanned = number % 3 < 2 ? 0 : fault == .late ? 1 : fault == .lateByTwo ? 2 : 0
      let length = max(Int.random(in: lengths, using: &generator), 2 + unscanned)
      let people = length + 40
      let first = [fault == .double || fault == .doubleByTwo ? 2 : 0, 20, people - length][number % 3]
      var day = ShiftedDay(people: people, seed: UInt64(number) &+ 1000, missing: missing, badShots: badShots)
      day.inject(fault, at: first, length: length)
      var detector = ShiftDetector()
      day.run(&detector)
      let outcome = try day.outcome(of: detector.findings)
      result.days += 1
      result.found += outcome.isFound ? 1 : 0
      result.exact += outcome.isExact ? 1 : 0
      result.right += outcome.isRight ? 1 : 0
      result.doubtful += outcome.doubtful
    }
    return result
  }

  @Test("every run of 2–200 is found where it is and the proposal is right", arguments: ShiftedDay.Fault.allCases)
  func withReferences(_ fault: ShiftedDay.Fault) throws {
    for (lengths, days) in [(2...2, 24), (3...20, 15), (21...200, 3)] where fault != .swapped || lengths == 2...2 {
      let clean = try tally(fault, lengths: lengths, days: days, badShots: 0)
      #expect(
        clean.found == clean.days && clean.exact == clean.days && clean.right == clean.days, "\(fault) \(lengths): \(clean)")
    }
  }

  @Test("half a percent of pictures unlike their person hides none", arguments: ShiftedDay.Fault.allCases)
  func unlikePictures(_ fault: ShiftedDay.Fault) throws {
    let lengths = fault == .swapped ? 2...2 : 2...60
    let real = try tally(fault, lengths: lengths, days: 18)
    #expect(real.found == real.days && real.exact == real.days && real.right == real.days, "\(fault): \(real)")
    #expect(real.doubtful <= 2 * real.days, "\(fault): \(real)")
  }

  @Test("longer runs bridge people without a reference, short ones are found as far as there is one", arguments: [0.1, 0.3])
  func missingReferences(_ missing: Double) throws {
    for fault in [ShiftedDay.Fault.late, .double, .lateByTwo, .doubleByTwo] {
      let long = try tally(fault, lengths: 10...60, days: 6, missing: missing)
      #expect(long.found >= long.days - 1 && long.right >= long.days - 1, "\(fault): \(long)")
      let short = try tally(fault, lengths: 2...5, days: 24, missing: missing)
      #expect(short.found * 100 >= short.days * (missing < 0.2 ? 90 : 60), "\(fault): \(short)")
      #expect(short.right >= short.found - 1, "what is found is right: \(fault) \(short)")
    }
  }

  @Test("told while it goes on: within three scans of its beginning, with the run in Chinese")
  func atOnce() throws {
    var day = ShiftedDay(people: 100, seed: 3, retakes: 0, thrownOut: 0, badShots: 0)
    day.inject(.late, at: 40, length: 60)
    var detector = ShiftDetector()
    var heard: (shot: Int, finding: ShiftFinding)?
    day.run(&detector) { shot, findings in
      if heard == nil, let finding = findings.first { heard = (shot, finding) }
    }
    let first = try #require(heard)
    #expect((40...42).contains(first.shot))
    #expect(first.finding.isGoingOn)
    #expect(first.finding.chinese.contains("请先停拍"))
    let whole = try #require(detector.findings.first { $0.repair != nil })
    #expect(whole.kind == .shifted(by: 1))
    #expect(whole.chinese.hasPrefix("从拍摄序号 0041 起 60 张照片像是错了一位：照片上像是后一位扫码的人"))
    #expect(whole.repair?.peopleLeft == ["40"])
    #expect(whole.repair?.shotsLeft.map(\.serial) == [100])
  }

  @Test("the face of nobody near: one is no alarm, three in a row are")
  func strangers() {
    for (length, isTold) in [(1, false), (4, true)] {
      var day = ShiftedDay(people: 60, seed: 11, retakes: 0, thrownOut: 0, badShots: 0)
      for at in 30..<(30 + length) { day.faces[at] = 1000 + at }
      var detector = ShiftDetector()
      day.run(&detector)
      #expect(detector.findings.contains { $0.kind == .unmatched } == isTold)
    }
  }

  @Test("what people settled is not told again; what was repaired is clean")
  func settled() throws {
    var day = ShiftedDay(people: 60, seed: 5, badShots: 0)
    day.inject(.double, at: 20, length: 12)
    var detector = ShiftDetector()
    day.run(&detector)
    let run = try #require(detector.findings.first { $0.repair != nil })
    var other = detector
    other.settle(run, faces: day)
    #expect(!other.findings.contains { $0.repair != nil })
    let repair = try #require(run.repair)
    detector.rebind(repair, faces: day)
    #expect(!detector.findings.contains { $0.repair != nil })
    detector.rebind(repair.reversed, faces: day)
    #expect(detector.findings.contains { $0.kind == run.kind && $0.shots.count == run.shots.count })
  }
}
