import Foundation
import GraduatePhotos
import Testing

@Suite("Drafts and settings survive being stored")
struct DraftTests {
  private func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
  }

  @Test("N1, A4: campaign, slip and remembered columns come back as they were")
  func roundTrips() throws {
    #expect(try roundTrip(Fixture.plan2014) == Fixture.plan2014)
    var slip = Fixture.slip
    slip.points[0].venue[.quietCorner] = nil
    slip.points[0].venue[.table] = false
    #expect(try roundTrip(slip) == slip)
    var memory = ColumnMemory()
    memory.remember(nil, for: "备注")
    memory.remember(.name, for: "学生")
    #expect(try roundTrip(memory) == memory)
    let absence = Absence(reason: .abroad, wayOn: .otherBranch(province: "青海省"), remark: "交换")
    #expect(try roundTrip(absence) == absence)
    let special = SpecialCase(ground: .disability, checks: [.shoulders], needsWheelchairPlace: true)
    #expect(try roundTrip(special) == special)
  }

  @Test("A day that is none is refused when read")
  func wrongDay() {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([CalendarDay].self, from: Data(#"["2026-02-30"]"#.utf8)) }
  }
}
