import GraduatePhotos
import Hummingbird
import Workflow

/// Who is filed otherwise than in the package before.
struct FilingChangesPage: Sendable {
  let call: Call
  let filer: any Filer

  private var address: FilingAddress { call.filingAddress }

  func show() async throws -> Response {
    let found: (people: [FilingChangeLine], total: Int, institutionID: String)
    do {
      found = try await call.center.filingChanges(
        call.part("filing"), campaignID: address.campaignID, page: call.pageNumber, by: filer)
    } catch FilingRefusal.unknown { throw HTTPError(.notFound) }
    let frame = try await call.frame(campaign: address.campaignID, here: .filing)
    return frame.page(
      "与上一次报盘的差别", lead: "\(found.total) 人。",
      trail: [.init(label: "报盘", address: address.of(filer.filesFor == nil ? found.institutionID : ""))]
    ) {
      DataTable(
        caption: "有变化的学生", columns: [.text("学号"), .text("姓名"), .text("变化"), .text("哪一项", wide: true)],
        rows: found.people.map { person in
          [
            .text(person.studentNumber), .text(person.name),
            .text(FilingList.kinds.first { $0.0 == person.kind }?.1 ?? ""), .text(person.columns),
          ]
        }, emptyText: "没有变化。", address: address.changes(call.part("filing")),
        paging: Paging(page: call.pageNumber, rowCount: found.total)
      ).html
      RareCharacters(in: found.people.map(\.name).joined()).html
    }.response(status: .ok)
  }
}
