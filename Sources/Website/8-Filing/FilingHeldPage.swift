import GraduatePhotos
import Hummingbird
import Workflow

/// Those whom one thing holds back from being filed.
struct FilingHeldPage: Sendable {
  let call: Call
  let filer: any Filer

  private var address: FilingAddress { call.filingAddress }

  func show() async throws -> Response {
    let institution = filer.filesFor ?? call.query("institution")
    guard let hold = FilingHold(rawValue: call.query("hold")), !institution.isEmpty else {
      return .redirect(toOwn: address.home)
    }
    let profile = call.query("profile")
    let page = call.pageNumber
    let found: (people: [HeldPerson], total: Int)
    do {
      found = try await call.center.heldFromFiling(
        hold, of: institution, campaignID: address.campaignID, profile: profile, page: page, by: filer)
    } catch let refusal as FilingRefusal where [.unknown, .codeMode, .profileUnknown].contains(refusal) {
      throw HTTPError(.notFound)
    }
    let namesColumns = [.fieldMissing, .fieldWide, .fieldUnwritable].contains(hold)
    let frame = try await call.frame(campaign: address.campaignID, here: .filing)
    return frame.page(
      hold.chineseName, lead: "\(found.total) 人。\(hold.remedy)。",
      trail: [.init(label: "报盘", address: address.of(filer.filesFor == nil ? institution : "", profile: profile))]
    ) {
      DataTable(
        caption: "暂不报盘的学生",
        columns: [.text("学号"), .text("姓名"), .text("院系"), .text("班级")] + (namesColumns ? [.text("哪一项", wide: true)] : []),
        rows: found.people.map { person in
          let columns = person.findings.filter { $0.hold == hold }.map(\.column).filter { !$0.isEmpty }
          return [
            .text(person.studentNumber), name(person), .text(person.department), .text(person.classGroup),
          ] + (namesColumns ? [.text(columns.joined(separator: "、"))] : [])
        }, emptyText: "没有人。", address: address.home + "/held",
        kept: [("hold", hold.rawValue), ("institution", institution), ("profile", profile)],
        paging: Paging(page: page, rowCount: found.total)
      ).html
      RareCharacters(in: found.people.map(\.name).joined()).html
    }.response(status: .ok)
  }

  /// Who keeps the roster is led to the record.
  private func name(_ person: HeldPerson) -> DataTable.Cell {
    guard filer is Liaison else { return .text(person.name) }
    return .link(person.name, to: "/campaigns/\(address.campaignID)/roster/graduates/\(person.id)")
  }
}
