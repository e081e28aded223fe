import GraduatePhotos
import Hummingbird
import Workflow

/// The people behind a number of the ledger, each with where he stands and what is to be done.
struct LedgerPeoplePageView: Sendable {
  let call: Call
  let reader: any LedgerReader

  private var address: LedgerAddress { call.ledgerAddress }

  func show() async throws -> Response {
    guard let number = LedgerNumber(key: call.query("of")) else { return .redirect(toOwn: address.home) }
    let spot = call.ledgerSpot
    let found = try await call.center.ledgerPeople(
      number, at: spot, campaignID: address.campaignID, page: call.pageNumber, by: reader)
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    return frame.page(
      number.chineseName, lead: lead(found, spot),
      trail: [.init(label: "应采实采对账", address: address.institution(reader.seesAllInstitutions ? spot.institutionID : nil))]
    ) {
      if case .post(let post) = number {
        Notice(kind: .plain, title: "怎么办", text: post.nextStep(in: found.plan, today: found.today) + "。").html
      }
      table(found, number, spot)
    }.response(status: .ok)
  }

  private func lead(_ found: LedgerPeoplePage, _ spot: LedgerSpot) -> String {
    let place = [spot.department, spot.classGroup.map { $0.isEmpty ? "（没有班级）" : $0 }].compactMap { $0 }
      .joined(separator: " ")
    return "\(place.isEmpty ? "" : place + "，")共 \(found.total) 人。"
  }

  private func table(_ found: LedgerPeoplePage, _ number: LedgerNumber, _ spot: LedgerSpot) -> HTML {
    var columns: [DataTable.Column] = [
      .text("学号"), .text("姓名"), .text("证件号码", wide: true), .text("院系", wide: true), .text("班级", wide: true),
      .text("着落"), .text("怎么办", wide: true),
    ]
    if reader.seesAllInstitutions { columns.insert(.text("院校", wide: true), at: 0) }
    return DataTable(
      caption: number.chineseName, columns: columns, rows: found.people.map { cells($0, found) },
      emptyText: "没有人。这个数变了，请回到对账看现在的数。", address: address.home + "/people",
      kept: address.query(number, at: spot), paging: Paging(page: call.pageNumber, rowCount: found.total)
    ).html
  }

  private func cells(_ person: LedgerPerson, _ found: LedgerPeoplePage) -> [DataTable.Cell] {
    let name = person.name.isEmpty ? "—" : person.name
    var cells: [DataTable.Cell] = [
      .text(person.studentNumber.isEmpty ? PersonEnd.of(person.id) : person.studentNumber),
      reader is any GraduateReader && !person.name.isEmpty
        ? .link(name, to: RosterAddress(campaign: address.campaignID).graduate(person.id)) : .text(name),
      .text(person.maskedNumber.isEmpty ? "—" : person.maskedNumber), .text(person.place.department),
      .text(person.place.classGroup.isEmpty ? "（没有班级）" : person.place.classGroup), .mark(mark(person)),
      .text(person.posts.first.map { person.posts.count == 1 ? $0.nextStep(in: found.plan, today: found.today) : "" } ?? ""),
    ]
    if reader.seesAllInstitutions { cells.insert(.text(person.place.institution), at: 0) }
    return cells
  }

  private func mark(_ person: LedgerPerson) -> Mark {
    guard let post = person.posts.first else { return .wrong("没有着落") }
    guard person.posts.count == 1 else { return .wrong("重复：" + person.posts.map(\.chineseName).joined(separator: "、")) }
    return switch post {
    case .captured: person.isInProcessing ? .right("实采（照片制作中）") : .right("实采")
    case .missing: .look(post.chineseName)
    case .left: .wait(post.chineseName)
    }
  }
}
