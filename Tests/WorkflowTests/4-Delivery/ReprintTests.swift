import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A3, A10: further prints (加洗), ordered, printed with exactly these counts, handed over or cancelled.
@Suite("A3, A10: further prints", .enabled(if: PDFText.isThere)) struct ReprintTests {
  private static let faces: [[UInt8]] = ((try? StationBench.facesWithTwoPictures()) ?? []).prefix(3).compactMap {
    try? StationBench.picture("ok/\($0)")
  }

  /// Six people in two classes; the first two of the first class have a portrait.
  private func visit(_ engine: SQLEngine, price: Fen? = Fen(150)) async throws -> ShotVisit {
    let visit = try await ShotVisit(on: engine, heads: 6, names: ["欧阳𬭎", "张䶮", "李示例"])
    var shots: [(person: Int, shot: String)] = []
    for number in 0..<2 { shots.append((number, try await visit.shoot(number, portrait: Self.faces[number]))) }
    try await visit.release(shots)
    let campaignID = visit.campaignID
    try await visit.center.records.write { transaction in
      let stored = try transaction.storedCampaign(campaignID)
      var plan = stored.plan
      plan.reprintPrice = price
      _ = try transaction.updateCampaign(campaignID, plan, seen: stored.version)
    }
    return visit
  }

  private func wishes(_ visit: ShotVisit) -> [ReprintOrder<String>.Line] {
    [
      .init(visit.people[0], .twoInch, copies: 3), .init(visit.people[1], .oneInch, copies: 8),
      .init(visit.people[1], .twoInch, copies: 2),
    ]
  }

  private func place(
    _ visit: ShotVisit, _ wishes: [ReprintOrder<String>.Line]? = nil, operation: String = "o1",
    by buyer: (any ReprintBuyer)? = nil
  ) async throws -> ReprintPlaced {
    try await visit.center.placeReprintOrder(
      wishes ?? self.wishes(visit), note: "五一前要", campaignID: visit.campaignID, operation: operation,
      by: buyer ?? visit.place.liaison)
  }

  private func facts(_ visit: ShotVisit, _ id: String, by reader: (any ReprintReader)? = nil) async throws -> ReprintFacts {
    try await visit.center.reprintOrder(id, campaignID: visit.campaignID, by: reader ?? visit.clerk)
  }

  private func files(_ visit: ShotVisit, _ id: String) async throws -> [String: [UInt8]] {
    let file = try await visit.center.reprintFiles(id, campaignID: visit.campaignID, by: visit.clerk)
    defer { file.remove() }
    return try DeliveryDesk.files([UInt8](Data(contentsOf: URL(filePath: file.path))), in: visit.province.folder)
  }

  @Test("A3: the lab's sheets, the pages to cut and the cover hold exactly what was ordered", arguments: SQLEngine.allCases)
  func counts(engine: SQLEngine) async throws {
    let visit = try await visit(engine)
    let placed = try await place(visit)
    #expect(placed.number == "加-10730-2014-001")
    #expect(try await place(visit) == placed)
    let order = try await facts(visit, placed.id)
    #expect(order.photos() == 13 && order.photos(of: .oneInch) == 8 && order.held.isEmpty && order.state == .placed)
    #expect(order.price == Fen(150) && order.sum == Fen(1_950))
    let files = try await files(visit, placed.id)
    #expect(files.keys.contains("冲印6R/0001.jpg") && files["冲印6R/0001.jpg"]?.starts(with: [0xFF, 0xD8, 0xFF]) == true)
    func times(_ word: String, in name: String) throws -> Int {
      try PDFText.of(Data(files[name] ?? [])).ranges(of: word).count
    }
    #expect(try times("欧阳𬭎", in: "裁切35x49.pdf") == 3 && times("张䶮", in: "裁切35x49.pdf") == 2)
    #expect(try times("张䶮", in: "裁切25x35.pdf") == 8 && times("欧阳𬭎", in: "裁切25x35.pdf") == 0)
    let cover = try PDFText.of(Data(files["加洗单.pdf"] ?? []))
    for word in ["照片加洗单", "加-10730-2014-001", "13张", "19.50元", "五一前要", "领取签字"] { #expect(cover.contains(word), "\(word)") }
    #expect(!cover.contains(MadeUp.idNumber(1)))
    let actions = try await visit.province.journaledActions()
    #expect(actions.contains("reprint.made") && actions.contains("class.opened"))
  }

  @Test(
    "A10: each state is a row: printed, handed over; what is not the order's turn is refused", arguments: SQLEngine.allCases)
  func steps(engine: SQLEngine) async throws {
    let visit = try await visit(engine, price: nil)
    let placed = try await place(visit)
    await #expect(throws: ReprintDeskRefusal.state(.placed)) {
      try await visit.center.markReprintHandedOver(placed.id, campaignID: visit.campaignID, by: visit.clerk)
    }
    await #expect(throws: ReprintDeskRefusal.meanwhile) {
      try await visit.center.markReprintPrinted(placed.id, campaignID: visit.campaignID, seen: "other", by: visit.clerk)
    }
    let seen = try await facts(visit, placed.id).seen
    await #expect(throws: ReprintDeskRefusal.notMade) {
      try await visit.center.markReprintPrinted(placed.id, campaignID: visit.campaignID, seen: seen, by: visit.clerk)
    }
    _ = try await files(visit, placed.id)
    try await visit.center.markReprintPrinted(placed.id, campaignID: visit.campaignID, seen: seen, by: visit.clerk)
    await #expect(throws: ReprintDeskRefusal.state(.printed)) {
      try await visit.center.cancelReprint(
        placed.id, because: "不要了", campaignID: visit.campaignID, by: visit.place.liaison)
    }
    try await visit.center.markReprintHandedOver(placed.id, campaignID: visit.campaignID, by: visit.clerk)
    let done = try await facts(visit, placed.id, by: visit.place.liaison)
    #expect(done.state == .handedOver && done.steps.map(\.state) == [.printed, .handedOver] && done.sum == nil)
    visit.province.time.advance(minutes: 1)
    let second = try await place(visit, operation: "o2")
    await #expect(throws: ReprintDeskRefusal.noReason) {
      try await visit.center.cancelReprint(second.id, because: " ", campaignID: visit.campaignID, by: visit.clerk)
    }
    try await visit.center.cancelReprint(
      second.id, because: "学校改为自己打印", campaignID: visit.campaignID, by: visit.place.liaison)
    #expect(try await facts(visit, second.id).steps.map(\.why) == ["学校改为自己打印"])
    let list = try await visit.center.reprintOrders(campaignID: visit.campaignID, by: visit.clerk)
    #expect(list.orders.map(\.state) == [.cancelled, .handedOver] && list.waiting == 0 && list.orders[0].photos == 13)
    let cancelled = try await visit.center.reprintOrders(campaignID: visit.campaignID, state: .cancelled, by: visit.clerk)
    #expect(cancelled.orders.map(\.number) == ["加-10730-2014-002"])
  }

  @Test("A3: whose portrait was taken back since is held back, shown, and not paid for", arguments: SQLEngine.allCases)
  func heldBack(engine: SQLEngine) async throws {
    let visit = try await visit(engine)
    let placed = try await place(visit)
    let before = try await facts(visit, placed.id)
    let portrait = try await visit.center.records.read { [person = visit.people[0]] in
      try $0.row("SELECT id FROM portrait WHERE person_id = ?", [.text(person)])?.text("id") ?? ""
    }
    try await visit.center.withdrawRelease(
      portrait, because: "放错了人", campaignID: visit.campaignID, by: visit.clerk)
    let order = try await facts(visit, placed.id)
    #expect(order.held.map(\.hold) == [.withdrawn] && order.photos() == 10 && order.sum == Fen(1_500))
    // What the clerk printed before is not what is to be printed now.
    await #expect(throws: ReprintDeskRefusal.meanwhile) {
      try await visit.center.markReprintPrinted(placed.id, campaignID: visit.campaignID, seen: before.seen, by: visit.clerk)
    }
    let files = try await files(visit, placed.id)
    #expect(try !PDFText.of(Data(files["裁切35x49.pdf"] ?? [])).contains("欧阳𬭎"))
    let cover = try PDFText.of(Data(files["加洗单.pdf"] ?? []))
    #expect(cover.contains("暂不打印") && cover.contains("照片已撤回") && cover.contains("欧阳𬭎"))
    try await visit.center.markReprintPrinted(placed.id, campaignID: visit.campaignID, seen: order.seen, by: visit.clerk)
    // What was printed stays as it was, whatever comes.
    try await visit.center.recordStatusChange(
      RosterDesk.change(.transfer), of: visit.people[1], campaignID: visit.campaignID, by: visit.place.liaison)
    let printed = try await facts(visit, placed.id)
    #expect(printed.held.map(\.hold) == [.withdrawn] && printed.sum == Fen(1_500))
  }

  @Test("A3: everybody orders for the own people with a portrait, and sees the own orders", arguments: SQLEngine.allCases)
  func scopes(engine: SQLEngine) async throws {
    let visit = try await visit(engine)
    await #expect(throws: ReprintDeskRefusal.noPortrait("201000001003")) {
      try await place(visit, [.init(visit.people[2], .oneInch, copies: 1)])
    }
    await #expect(throws: ReprintRefusal.copies(97)) { try await place(visit, [.init(visit.people[0], .oneInch, copies: 97)]) }
    let institution = visit.place.institutionID
    let groups = [Counselor.ClassGroup(department: "示例学院", name: "示例2班")]
    let counselor = Counselor(
      accountID: try await visit.province.account(
        .counselor, "counselor", institutionID: institution, classGroups: groups),
      institutionID: institution, classGroups: groups)
    await #expect(throws: ReprintDeskRefusal.personUnknown) { try await place(visit, by: counselor) }
    let stranger = try await visit.province.place(code: "10741", name: "别的大学", liaison: "stranger").liaison
    await #expect(throws: ReprintDeskRefusal.personUnknown) { try await place(visit, by: stranger) }
    let placed = try await place(visit)
    await #expect(throws: ReprintDeskRefusal.unknown) { try await facts(visit, placed.id, by: stranger) }
    await #expect(throws: ReprintDeskRefusal.unknown) { try await facts(visit, placed.id, by: counselor) }
    #expect(try await visit.center.reprintOrders(campaignID: visit.campaignID, by: counselor).total == 0)
    #expect(try await visit.center.reprintOrders(campaignID: visit.campaignID, by: visit.place.liaison).total == 1)
    let group = CheckedClass(department: "示例学院", classGroup: "示例1班")
    let people = try await visit.center.reprintCandidates(group, campaignID: visit.campaignID, by: visit.place.liaison)
    #expect(people.map { $0.serial != nil } == [true, true, false])
    #expect(try await visit.center.reprintCandidates(group, campaignID: visit.campaignID, by: counselor).isEmpty)
  }
}
