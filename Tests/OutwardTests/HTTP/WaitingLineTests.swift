import Testing

@testable import Outward

@Suite struct WaitingLineTests {
  private func transfer(_ number: UInt64) -> Transfer {
    Transfer(number: number) { _ throws(OutwardError) in
      throw .cancelled
    } report: { _ in
    }
  }

  @Test func firstComeFirstServedWhoeverLeaves() {
    var line = WaitingLine()
    for number in 1...1_000 as ClosedRange<UInt64> { line.append(transfer(number)) }
    for number in 1...1_000 as ClosedRange<UInt64> where number % 10 != 0 { #expect(line.remove(number)?.number == number) }
    #expect(line.remove(1) == nil)
    #expect(line.count == 100)
    line.append(transfer(1_001))
    let served = (0..<101).compactMap { _ in line.popFirst()?.number }
    #expect(served == Array(stride(from: 10, through: 1_000, by: 10)) + [1_001])
    #expect(line.popFirst() == nil && line.count == 0)
    line.append(transfer(5))
    #expect(line.popFirst()?.number == 5)
  }
}
