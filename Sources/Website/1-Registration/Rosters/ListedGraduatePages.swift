import GraduatePhotos
import Hummingbird
import Workflow

/// Those with a special case.
struct SpecialCaseListPage: Sendable {
  let call: Call
  let approver: any SpecialCaseApprover

  private var address: String { call.rosterAddress.home + "/special-cases" }

  private var kept: [(name: String, value: String)] {
    ["department", "ground"].map { ($0, call.query($0)) }.filter { !$0.1.isEmpty }
  }

  func show() async throws -> Response {
    let roster = call.rosterAddress
    let frame = try await call.frame(campaign: roster.campaign, here: .registration)
    let department = call.query("department")
    let page = try await call.center.specialCases(
      campaignID: roster.campaign, department: department.isEmpty ? nil : department,
      ground: SpecialCase.Ground(rawValue: call.query("ground")), page: call.pageNumber, by: approver)
    let departments = try await call.center.departments(campaignID: roster.campaign, by: approver)
    let grounds =
      [FormField.Option(value: "", label: "全部原因")]
      + SpecialCase.Ground.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }
    return frame.page("特殊情况", lead: "由学校批准；摄影员只看到怎样拍，看不到原因。", trail: [.init(label: "学生名单", address: roster.home)]) {
      FilterForm(
        address: address,
        fields: [
          .departments(departments, value: department),
          FormField("ground", "原因", .select(grounds), value: call.query("ground"), isRequired: false),
        ], isFiltered: !kept.isEmpty
      ).html
      GraduateTable(
        lines: page.lines, caption: "特殊情况", address: roster, paging: Paging(page: call.pageNumber, rowCount: page.total),
        pageAddress: address, kept: kept, showsClass: true,
        emptyText: kept.isEmpty ? "还没有登记。从班级名单打开一名学生，登记特殊情况。" : "没有符合条件的学生，请换一个条件。"
      ).html
    }.response(status: .ok)
  }
}

/// People whom several institutions registered; the officer's alone.
struct DuplicatesPage: Sendable {
  let call: Call
  let officer: Officer

  private var address: String { call.rosterAddress.home + "/duplicates" }

  func show() async throws -> Response {
    let roster = call.rosterAddress
    let frame = try await call.frame(campaign: roster.campaign, here: .registration)
    let code = call.query("code")
    let (people, total) = try await call.center.provinceDuplicates(
      campaignID: roster.campaign, institutionCode: code.isEmpty ? nil : code, page: call.pageNumber, by: officer)
    return frame.page("跨校重复", lead: "同一证件号码登记在几所院校。院校之间互相看不到，请分别联系核实。", trail: [.init(label: "学生名单", address: roster.home)]) {
      FilterForm(
        address: address,
        fields: [FormField("code", "院校代码", .search, value: code, isRequired: false, lengthLimit: 5)], isFiltered: !code.isEmpty
      ).html
      DataTable(
        caption: "同一证件号码", columns: [.text("证件号码"), .text("登记")],
        rows: people.map { [.text($0.lines.first?.idNumber ?? ""), .html(lines(of: $0, roster))] },
        emptyText: code.isEmpty ? "没有跨校重复的证件号码。" : "这所院校没有跨校重复的证件号码。", address: address, kept: [("code", code)],
        paging: Paging(page: call.pageNumber, rowCount: total)
      ).html
      if total > 0 { card { RosterTexts.duplicates(people, total: total).html } }
    }.response(status: .ok)
  }

  private func lines(of person: ProvinceDuplicate, _ roster: RosterAddress) -> HTML {
    Tag.ul {
      for line in person.lines {
        Tag.li {
          Tag.a("\(line.institutionCode)　\(line.name)　\(line.studentNumber)", .href(roster.graduate(line.id)))
          Tag.small("　\(line.level)　\(GraduateTable.mark(line).word)")
        }
      }
    }
  }
}

extension FormField {
  /// The departments of a roster, for a filter.
  static func departments(_ names: [String], value: String) -> FormField {
    let options = [Option(value: "", label: "全部院系")] + names.map { Option(value: $0, label: $0) }
    return FormField("department", "院系", .select(options), value: value, isRequired: false)
  }
}

/// Lists as texts for groups: names and classes, never a number of an identity card.
enum RosterTexts {
  static func classes(_ lines: [ClassLine]) -> CopyText {
    let due = lines.reduce(0) { $0 + $1.due }
    return .list(
      "班级人数", head: "【应采人数】共 \(due) 人：",
      items: lines.map { "\($0.classGroup.isEmpty ? $0.department : $0.classGroup) \($0.due) 人" }, total: lines.count,
      noun: "个班",
      tail: "请各班核对人数。")
  }

  static func graduates(_ page: GraduatePage, of name: String, on number: Int) -> CopyText {
    // On the second page the text goes on where the first ended.
    let part = page.total > page.lines.count ? "（第 \(number) 页）" : ""
    return .list(
      "本页名单", head: "【\(name)名单】\(part)", items: page.lines.lazy.compactMap { $0.isDue ? $0.name : nil },
      total: page.total,
      noun: "人", tail: "请核对有没有漏掉的同学、写错的姓名。")
  }

  static func absences(_ page: GraduatePage) -> CopyText {
    .list(
      "不能到场的学生", head: "【不能到场】",
      items: page.lines.map { line in
        let way = line.absence.map { "（\($0.wayOn.chineseName)）" } ?? ""
        return "\(line.classGroup)\(line.name)\(way)"
      }, total: page.total, noun: "人", tail: "请提醒本人按时参加。")
  }

  static func duplicates(_ people: [ProvinceDuplicate], total: Int) -> CopyText {
    .list(
      "跨校重复", head: "【请核实学籍】以下学生同时登记在几所院校：",
      items: people.map { person in
        "\(person.lines.first?.name ?? "")（\(person.lines.map(\.institutionCode).joined(separator: " 和 "))）"
      }, total: total, noun: "人", tail: "请各校核对后回复。")
  }
}
