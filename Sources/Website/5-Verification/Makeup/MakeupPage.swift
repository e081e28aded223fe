import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// 补拍: who may come and why, by class, with the places that are booked; for the institution its own, for head office and keepers all.
struct MakeupPage: Sendable {
  let call: Call
  let reader: any RetakeReader

  private var address: MakeupAddress { call.makeupAddress }

  func show() async throws -> Response { try await page() }

  func book(_ form: SubmittedForm, by booker: any MakeupBooker) async throws -> Response {
    let people = form.values("person")
    let operation = form.operation
    guard !operation.isEmpty else {
      return try await page(form, FormErrors(MakeupDeskRefusal.operation))
    }
    guard let slot = MakeupWords.slot(form.trimmed("slot")) else {
      var errors = FormErrors()
      errors.add("请选时段", for: "slot")
      return try await page(form, errors)
    }
    do {
      let booked =
        people.count == 1
        ? try await call.center.bookMakeup(
          people[0], at: slot, campaignID: address.campaignID, operation: operation, by: booker)
        : try await call.center.bookMakeup(
          people, from: slot, campaignID: address.campaignID, operation: operation, by: booker)
      return .redirect(
        toOwn: back(
          form,
          [("done", "booked"), ("count", String(booked.places.count))]
            + (booked.kept > 0 ? [("kept", String(booked.kept))] : [])))
    } catch let error where MakeupWords.isBookingRefusal(error) {
      guard let refusal = error as? any Refusal else { throw error }
      return try await page(form, MakeupWords.errors(refusal))
    }
  }

  func giveBack(_ form: SubmittedForm, by booker: any MakeupBooker) async throws -> Response {
    do {
      try await call.center.giveMakeupBack(form.trimmed("person"), campaignID: address.campaignID, by: booker)
      return .redirect(toOwn: back(form, [("done", "given-back")]))
    } catch let error where MakeupWords.isBookingRefusal(error) {
      guard let refusal = error as? any Refusal else { throw error }
      return try await page(form, MakeupWords.errors(refusal))
    }
  }

  /// The list with the narrowing that the form was sent from.
  private func back(_ form: SubmittedForm, _ query: [(name: String, value: String)]) -> String {
    WebAddress.path(
      address.home,
      query: [("department", form["department"] ?? ""), ("class", form["class"] ?? ""), ("state", form["state"] ?? "")] + query)
  }

  private func page(_ form: SubmittedForm? = nil, _ errors: FormErrors = FormErrors()) async throws -> Response {
    let list = try await call.center.makeupList(campaignID: address.campaignID, by: reader)
    let view = MakeupView(call: call, reader: reader, list: list, form: form, errors: errors)
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    return frame.page("补拍", lead: view.lead) {
      CampaignWords.done(
        call,
        [
          "booked": "已预约 # 人。", "given-back": "已取消预约，位置空出来了。", "bus": "专车已预约，共 # 人。", "dropped": "已取消专车的预约。",
        ])
      if let kept = Int(call.query("kept")), kept > 0, errors.isEmpty {
        Notice(kind: .look, title: "\(kept) 人已有预约，没有改动", text: "要改时间的，请单独勾选这个人再预约。").html
      }
      ErrorSummary(errors: errors).html
      view.now
      view.table
      view.buses
      view.papers
      view.copy
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }
}

/// What stands on the list's page.
struct MakeupView: Sendable {
  let call: Call
  let reader: any RetakeReader
  let list: MakeupList
  let form: SubmittedForm?
  let errors: FormErrors

  /// Bookings of one page: each is a field of one form.
  private static let shownPeople = 300

  private var address: MakeupAddress { call.makeupAddress }
  private var isBooker: Bool { reader is any MakeupBooker }
  private var seesAll: Bool { reader.retakeScope.institutionID == nil }

  private func asked(_ name: String) -> String { form?[name] ?? call.query(name) }

  /// Narrowed to a class, an institution, or those without a place.
  private var people: [MakeupPerson] {
    let (department, group, state) = (asked("department"), asked("class"), asked("state"))
    let institution = asked("institution")
    return list.people.filter { person in
      (department.isEmpty || person.turn.department.hasSameCodePoints(as: department))
        && (group.isEmpty || person.turn.classGroup.hasSameCodePoints(as: group))
        && (institution.isEmpty || person.institutionID == institution)
        && (state.isEmpty || (person.booked != nil) == (state == "booked"))
    }
  }

  var lead: String {
    let may = list.people.filter { $0.entitlement != nil }
    let free = may.count { $0.entitlement?.isFree == true }
    return "可以补拍的 \(may.count) 人，其中免费 \(free) 人；已预约 \(list.people.count { $0.booked != nil }) 人。"
  }

  @HTMLBuilder var now: HTML {
    if let terms = list.terms.terms {
      if list.isOver {
        let refusal = MakeupRefusal.closed(terms.deadline)
        Notice(kind: .wrong, title: refusal.message, text: refusal.hint).html
      } else {
        nowCard(isBooker ? "通知学生，约好时间" : "补拍的时间和地点") {
          Tag.p(terms.advice(list.terms.settings))
          if list.terms.settings.crewID.isEmpty {
            Notice(kind: .look, title: "还没有定由哪个小组拍", text: "由采集计划员在补拍安排里指定。").html
          }
          Button.row {
            if reader is any CampaignKeeper { Button.link("改补拍安排", to: address.settings, .quiet) }
            if reader is Liaison { Button.link("预约专车", to: address.bus, .quiet) }
          }
        }
      }
    } else {
      Notice(kind: .look, title: MakeupDeskRefusal.noMakeup.message, text: MakeupDeskRefusal.noMakeup.hint).html
    }
  }

  // MARK: The list

  @HTMLBuilder var table: HTML {
    filter
    if isBooker, !list.isOver, list.terms.terms != nil, !people.isEmpty {
      Tag.form(.class("form"), .set(.method, "post"), .action(address.book), .flag(.novalidate)) {
        CSRF.field(
          call.csrf,
          and: [
            ("operation", call.center.freshToken()), ("department", asked("department")), ("class", asked("class")),
            ("state", asked("state")),
          ])
        MakeupWords.slots(list, value: asked("slot")).html(error: errors["slot"])
        Tag.p("勾选一人：约在这个时段，已预约的改到这个时段。勾选几人：从这个时段起依次排进有空位的时段，已预约的不动。", .class("hint"))
        Button.row { Button.submit("预约勾选的学生") }
        rows(ticks: true)
      }
      givingBack
    } else {
      rows(ticks: false)
    }
  }

  private func rows(ticks: Bool) -> HTML {
    let shown = people.prefix(Self.shownPeople)
    let chosen = Set(form?.values("person") ?? [])
    var columns: [DataTable.Column] = seesAll ? [.text("院校", wide: true)] : []
    if ticks { columns.append(.text("选")) }
    columns += [.text("学生"), .text("班级", wide: true), .text("原因"), .text("收费", wide: true), .text("补拍时间")]
    return fragment {
      DataTable(
        caption: "补拍名单", columns: columns,
        rows: shown.map { person in
          var cells: [DataTable.Cell] = seesAll ? [.text(list.institutions[person.institutionID] ?? "")] : []
          if ticks { cells.append(.html(MakeupWords.tick(person, isChecked: chosen.contains(person.id)))) }
          return cells + [
            .html(who(person)), .text(person.group.title), .text(MakeupWords.ground(person)),
            person.entitlement.map { .mark(MakeupWords.fee($0)) } ?? .text("—"),
            person.booked.map { .html(place($0)) } ?? .mark(.wait("没有预约")),
          ]
        }, emptyText: "没有要补拍的学生。漏拍的、登记了照片问题的、总部退回重拍的会列在这里。"
      ).html
      if people.count > Self.shownPeople {
        Tag.p("只显示前 \(Self.shownPeople) 人，共 \(people.count) 人；请按班级筛选。", .class("soft"))
      }
    }
  }

  private func who(_ person: MakeupPerson) -> HTML {
    fragment {
      person.label
      if !person.studentNumber.isEmpty { Tag.small(" \(person.studentNumber)") }
    }
  }

  private func place(_ booked: MakeupPlaceBooked) -> HTML {
    fragment {
      booked.slot.chinese
      if booked.groupID != nil { Tag.small(" 专车") }
    }
  }

  @HTMLBuilder private var givingBack: HTML {
    let booked = people.filter { $0.booked != nil }
    if !booked.isEmpty {
      Tag.details {
        Tag.summary("取消一人的预约")
        Tag.form(.class("form"), .set(.method, "post"), .action(address.giveBack), .flag(.novalidate)) {
          CSRF.field(
            call.csrf,
            and: [("department", asked("department")), ("class", asked("class")), ("state", asked("state"))])
          FormField(
            "person", "学生",
            .select(
              booked.map { person in
                .init(
                  value: person.id, label: "\(person.label) \(person.studentNumber) \(person.booked?.slot.chinese ?? "")")
              })
          ).html(error: nil)
          Button.row { Button.submit("取消预约", .quiet) }
        }
      }
    }
  }

  private var filter: HTML {
    var groups: [CheckedClass] = []
    for person in list.people where groups.last != person.group { groups.append(person.group) }
    var fields: [FormField] = []
    func options(_ texts: [String], _ all: String) -> [FormField.Option] {
      [.init(value: "", label: all)] + texts.map { .init(value: $0, label: $0) }
    }
    if seesAll {
      let names = list.institutions.sorted { $0.value < $1.value }
      fields.append(
        FormField(
          "institution", "院校", .select([.init(value: "", label: "全部院校")] + names.map { .init(value: $0.key, label: $0.value) }),
          value: asked("institution"), isRequired: false))
    } else {
      let departments = Set(groups.map(\.department)).sorted()
      let classes = groups.filter { asked("department").isEmpty || $0.department == asked("department") }.map(\.classGroup)
      fields.append(
        FormField(
          "department", "院系", .select(options(departments, "全部院系")), value: asked("department"), isRequired: false))
      fields.append(
        FormField(
          "class", "班级", .select(options(Set(classes).sorted().filter { !$0.isEmpty }, "全部班级")), value: asked("class"),
          isRequired: false))
    }
    fields.append(
      FormField(
        "state", "预约",
        .select([
          .init(value: "", label: "全部"), .init(value: "open", label: "没有预约"), .init(value: "booked", label: "已预约"),
        ]), value: asked("state"), isRequired: false))
    let isFiltered = ["institution", "department", "class", "state"].contains { !asked($0).isEmpty }
    return FilterForm(address: address.home, fields: fields, isFiltered: isFiltered).html
  }

  // MARK: Below the list

  @HTMLBuilder var buses: HTML {
    if !list.buses.isEmpty {
      DataTable(
        caption: "专车",
        columns: (seesAll ? [.text("院校", wide: true)] : []) + [
          .text("到场"), .number("人数"), .text("带队老师"), .text("电话", wide: true), .text(""),
        ],
        rows: list.buses.map { bus in
          (seesAll ? [.text(bus.institution)] : []) + [
            .text(bus.first.chinese), .number(bus.heads), .text(bus.leader), .text(bus.telephone),
            .html(
              reader is Liaison && !list.isOver
                ? Button.act("取消专车", at: "\(address.bus)/\(bus.id)/drop", csrf: call.csrf) : .nothing),
          ]
        }, emptyText: ""
      ).html
    }
  }

  @HTMLBuilder var papers: HTML {
    let institution = seesAll ? asked("institution") : ""
    if reader is any MakeupPrinter, list.terms.terms != nil, !seesAll || !institution.isEmpty {
      card("补拍情况表") {
        Tag.p("谁来补拍、为什么、是否免费；盖校章后由带队老师或本人带到现场。表上有完整的证件号码，请妥善保管。")
        Tag.p(.class("downloads")) {
          for format in MakeupListFormat.allCases {
            Tag.a(
              format.chineseName,
              .href(WebAddress.path(address.paper, query: [("format", format.rawValue), ("institution", institution)])),
              .download())
          }
        }
      }
    }
  }

  /// Names and times only: it goes into a group.
  @HTMLBuilder var copy: HTML {
    let may = people.filter { $0.entitlement != nil }
    if !seesAll, !may.isEmpty, let terms = list.terms.terms, !list.isOver {
      card {
        CopyText.list(
          "发到学生群", head: "【毕业照补拍】",
          items: may.map { $0.label + ($0.booked.map { "（\($0.slot.chinese)）" } ?? "") }, total: may.count, noun: "人",
          tail: terms.advice(list.terms.settings)
        ).html
      }
    }
  }
}
