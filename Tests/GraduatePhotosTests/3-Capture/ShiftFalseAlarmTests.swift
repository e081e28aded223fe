import Foundation
import Testing

@testable import GraduatePhotos

/// Promise 2: at most one false alarm a day and station.
@Suite struct ShiftFalseAlarmTests {
  @Test("the threshold is what its derivation says, and the table is its distributions'")
  func derivation() {
    let alternatives = Double(ShiftPath.states.count - 2)
    let threshold = log(Double(ShiftPath.shotsADay) * alternatives / ShiftPath.falseAlarmsADay)
    #expect(abs(ShiftPath.leaving - threshold) < 0.01)
    func bell(_ x: Double, _ mean: Double, _ deviation: Double) -> Double {
      exp(-pow((x - mean) / deviation, 2) / 2) / deviation
    }
    for step in 0...20 {
      let distance = 0.40 + 0.02 * Double(step)
      let one = bell(distance, 0.314, 0.115)
      let two = bell(distance, 0.830, 0.090)
      let ratio = log((0.985 * one + 0.015 * two) / (0.995 * two + 0.005 * one))
      #expect(abs(FaceLikeness.logRatio(distance: distance) - ratio) < 0.4, "at \(distance)")
    }
    #expect(FaceLikeness.logRatio(distance: nil) == 0)
    #expect(FaceLikeness.logRatio(distance: 0) == FaceLikeness.most && FaceLikeness.logRatio(distance: 3) == FaceLikeness.least)
    // no single comparison reaches it, nor two against one person
    #expect(ShiftPath.leaving > FaceLikeness.most && ShiftPath.leaving > -2 * FaceLikeness.least)
  }

  /// Numbers as the model itself draws them: 1.5 % of own pictures unlike, 0.5 % of strangers alike, all outliers.
  @Test("2,500 days of 800 shots by the path: far fewer alarms than allowed")
  func paths() {
    var generator = SeededGenerator(seed: 2_026)
    let days = 2_500
    var alarms = 0
    for _ in 0..<days {
      var path = ShiftPath()
      var isTold = false
      for _ in 0..<ShiftPath.shotsADay {
        path.append(Self.evidence(&generator))
        if path.isPeaceful { continue }
        if path.endsShifted != isTold {
          isTold.toggle()
          if isTold { alarms += 1 }
        }
      }
    }
    #expect(Double(alarms) <= ShiftPath.falseAlarmsADay * Double(days), "\(alarms) in \(days) days")
    #expect(alarms > 0, "a threshold that never errs was set too high")
  }

  private static let peaceful = ShiftPath.Evidence(ratios: [-4.2, -4.2, -4.2, 5.28, -4.2, -4.2, -4.2])

  private static func evidence(_ generator: inout SeededGenerator) -> ShiftPath.Evidence {
    let bits = generator.next()
    let isUnlike = bits & 0x3FF < 15
    let alike = Int(bits >> 10 & 0x3FF)
    // six neighbours at 0.5 % each
    guard isUnlike || alike < 31 else { return peaceful }
    var evidence = peaceful
    if isUnlike { evidence[0] = FaceLikeness.least }
    if alike < 31 { evidence[[-3, -2, -1, 1, 2, 3][Int(bits >> 20 & 0xFFFF) % 6]] = FaceLikeness.most }
    return evidence
  }

  @Test("whole days through the detector, all kinds together: at most one a day", arguments: [0, 0.2, 1])
  func days(_ missing: Double) {
    let days = 20
    var told: Set<String> = []
    for number in 0..<days {
      let day = ShiftedDay(people: 690, seed: UInt64(number) &+ 77_000, missing: missing)
      var detector = ShiftDetector()
      day.run(&detector) { _, findings in
        for finding in findings { told.insert("\(number) \(finding.kind) \(finding.shots.first?.serial ?? 0)") }
      }
    }
    #expect(told.count <= days, "\(told.sorted())")
  }
}
