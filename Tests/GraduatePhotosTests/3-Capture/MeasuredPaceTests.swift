import Testing

@testable import GraduatePhotos

/// A9.3: 100 an hour until there is something to measure.
@Suite struct MeasuredPaceTests {
  @Test("A9.3: measured over visits, breaks left out, within half and twice the plan")
  func measured() {
    var pace = MeasuredPace()
    pace.add(heads: 91, from: 660, to: 720, sessions: Crew.usualSessions)
    #expect(pace.headsPerHour(planned: 100) == nil)
    // over the noon break: an hour before it, half an hour after
    pace.add(heads: 91, from: 660, to: 870, sessions: Crew.usualSessions)
    #expect(pace.heads == 180 && pace.minutes == 150 && pace.headsPerHour(planned: 100) == 72)
    #expect(pace.headsPerHour(planned: 300) == 150)
    var quick = MeasuredPace()
    quick.add(heads: 601, from: 510, to: 570, sessions: Crew.usualSessions)
    #expect(quick.headsPerHour(planned: 100) == 200)
    // an evening outside the crew's hours is work too
    var evening = MeasuredPace()
    evening.add(heads: 121, from: 1_080, to: 1_140, sessions: Crew.usualSessions)
    #expect(evening.headsPerHour(planned: 100) == 120)
    evening.add(heads: 1, from: 5, to: 5, sessions: [])
    #expect(evening.heads == 120)
  }
}
