import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The people behind a number of the overview, those who wait the longest first.
struct SeasonPeoplePageView: Sendable {
  let call: Call
  let reader: any SeasonPeopleReader

  private var address: OverviewAddress { call.overviewAddress }

  func show() async throws -> Response {
    guard let number = SeasonNumber(key: call.query("of")) else { return .redirect(toOwn: address.home) }
    let spot = call.ledgerSpot
    let found: SeasonPeoplePage
    do {
      found = try await call.center.seasonPeople(
        number, at: spot, campaignID: address.campaignID, page: call.pageNumber, by: reader)
    } catch LedgerDeskRefusal.institutionUnknown { throw HTTPError(.notFound) }
    let frame = try await call.frame(campaign: address.campaignID)
    return frame.page(
      number.chineseName, lead: lead(found, spot),
      trail: [
        .init(label: "进度总览", address: address.institution(reader.seesAllInstitutions ? spot.institutionID : nil))
      ]
    ) {
      advice(number)
      table(found, number, spot)
    }.response(status: .ok)
  }

  private func lead(_ found: SeasonPeoplePage, _ spot: LedgerSpot) -> String {
    let group = spot.classGroup.map { $0.isEmpty ? "（没有班级）" : $0 }
    let place = [found.institution, spot.department ?? "", group ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    return "\(place)，此刻共 \(found.total) 人，等得最久的在前。"
  }

  private func advice(_ number: SeasonNumber) -> HTML {
    guard case .standing(let step) = number, !step.waitsOn.isEmpty else { return .nothing }
    return Notice(kind: .plain, title: "\(step.waitingName)：等\(step.waitsOn)").html
  }

  private func table(_ found: SeasonPeoplePage, _ number: SeasonNumber, _ spot: LedgerSpot) -> HTML {
    DataTable(
      caption: number.chineseName,
      columns: [
        .text("学号"), .text("姓名"), .text("院系", wide: true), .text("班级", wide: true), .text("环节"), .text("到这一步", wide: true),
        .text("已等"),
      ],
      rows: found.people.map { person in
        let name = person.name.isEmpty ? "—" : person.name
        return [
          .text(person.studentNumber.isEmpty ? PersonEnd.of(person.id) : person.studentNumber),
          reader is any GraduateReader && !person.name.isEmpty
            ? .link(name, to: RosterAddress(campaign: address.campaignID).graduate(person.id)) : .text(name),
          .text(person.department), .text(person.classGroup.isEmpty ? "（没有班级）" : person.classGroup),
          .text(person.step.chineseName), .text(Moment.text(person.since)),
          .text(person.step == .filed ? "—" : CaseMedians.chineseDuration(found.now - person.since)),
        ]
      }, emptyText: "没有人。这个数变了，请回到进度总览看现在的数。", address: address.home + "/people", kept: address.query(number, at: spot),
      paging: Paging(page: call.pageNumber, rowCount: found.total)
    ).html
  }
}
