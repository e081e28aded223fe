/// Who waits for a place, first come first served; leaving from the middle costs no search.
struct WaitingLine {
  private var members: [UInt64: Transfer] = [:]
  /// Numbers in the order of coming; those who left stay until they come up or outnumber the others.
  private var order: [UInt64] = []
  private var next = 0

  var count: Int { members.count }

  mutating func append(_ transfer: Transfer) {
    members[transfer.number] = transfer
    order.append(transfer.number)
  }

  mutating func remove(_ number: UInt64) -> Transfer? {
    guard let transfer = members.removeValue(forKey: number) else { return nil }
    if order.count > members.count * 2 + 64 {
      order = order[next...].filter { members[$0] != nil }
      next = 0
    }
    return transfer
  }

  mutating func popFirst() -> Transfer? {
    while next < order.count {
      let number = order[next]
      next += 1
      if let transfer = members.removeValue(forKey: number) { return transfer }
    }
    order = []
    next = 0
    return nil
  }
}
