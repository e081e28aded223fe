import GraduatePhotos
import Testing

@Suite struct StationNumberTests {
  @Test func rangesKeepStationsApart() {
    #expect(StationNumbers.queueText(12) == "12")
    #expect(StationNumbers.queueText(StationNumbers.first(of: 1) + 11) == "A12")
    #expect(StationNumbers.queueText(StationNumbers.first(of: 2)) == "B1")
    #expect(StationNumbers.serialText(132) == "0132")
    #expect(StationNumbers.serialText(StationNumbers.first(of: 1) + 131) == "10132")
  }
}
