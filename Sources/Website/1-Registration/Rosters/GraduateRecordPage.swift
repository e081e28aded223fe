import GraduatePhotos
import Hummingbird
import Workflow

/// One graduate: fields, state, history; forms for whoever may use them.
struct GraduateRecordPage: Sendable {
  let call: Call
  let reader: any GraduateReader
  var notice: HTML = .nothing
  /// The form that was refused, with what was typed into it.
  var refused: (form: SubmittedForm, refusal: any Refusal)?

  private var address: RosterAddress { call.rosterAddress }
  private var id: String { call.part("graduate") }

  func show() async throws -> Response {
    let record = try await call.center.graduate(id, campaignID: address.campaign, by: reader)
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    let department = record.fields.first { $0.column == .department }?.value ?? ""
    let classGroup = record.fields.first { $0.column == .classGroup }?.value ?? ""
    let institution = reader is Officer ? record.institutionID : ""
    let classAddress = address.classGroup(department: department, name: classGroup, institution: institution)
    return frame.page(
      record.name,
      trail: [
        .init(label: "学生名单", address: address.home),
        .init(label: classGroup.isEmpty ? "班级" : classGroup, address: classAddress),
      ]
    ) {
      notice
      if let refused { Notice(kind: .wrong, title: refused.refusal.message, text: refused.refusal.hint).html }
      if record.lacksCharacters { missingCharacter }
      facts(record)
      GraduateFormCards(call: call, reader: reader, record: record, typed: refused?.form).html
      history(record)
    }.response(status: refused == nil ? .ok : .unprocessableContent)
  }

  private var missingCharacter: HTML {
    let find = WebAddress.path(address.home + "/characters", query: [("graduate", id)])
    return fragment {
      Notice(kind: .look, title: "姓名里有字待补", text: "请按身份证补上。打不出的字可以按拼音、部件或 U+ 编号查找。").html
      if reader is any RosterKeeper { Button.row { Button.link("找字", to: find, .quiet) } }
    }
  }

  private func facts(_ record: GraduateRecord) -> HTML {
    var list = DescriptionList()
    list.add("状态", state(record))
    for field in record.fields {
      let rare = field.column == .name ? RareCharacters(in: field.value).html : .nothing
      if rare.isEmpty {
        list.add(field.column.chineseName, field.value)
      } else {
        list.add(
          field.column.chineseName,
          fragment {
            field.value; rare
          })
      }
    }
    return card("登记的信息") { list.html }
  }

  private func state(_ record: GraduateRecord) -> HTML {
    if let change = record.statusChange {
      return fragment {
        Mark.wait(change.kind.chineseName).html
        Tag.small("　\(change.day.chinese)　\(change.document)")
      }
    }
    if let absence = record.absence { return Mark.look("\(absence.reason.chineseName)，\(absence.wayOn.chineseName)").html }
    return Mark.right("应采").html
  }

  private func history(_ record: GraduateRecord) -> HTML {
    fragment {
      card("修改记录") {
        DataTable(
          caption: "每次修改前后", columns: [.text("时间"), .text("来源"), .text("变化")],
          rows: record.versions.map { version in
            [
              .text(Moment.text(version.replacedAt)), .text(version.replacedBy),
              .html(Tag.ul { for change in version.changes { Tag.li(RosterChangeTables.words(change)) } }),
            ]
          }, emptyText: "导入之后没有修改过。"
        ).html
      }
      card("操作日志") {
        DataTable(
          caption: "谁做了什么", columns: [.text("时间"), .text("操作"), .text("操作人")],
          rows: record.journal.map { [.text(Moment.text($0.at)), .html(Self.what($0)), .text($0.by)] }, emptyText: "还没有逐人的操作。"
        ).html
      }
    }
  }

  private static func what(_ entry: GraduateRecord.JournalEntry) -> HTML {
    fragment {
      entry.what
      for value in entry.values { Tag.small(.class("under")) { value } }
    }
  }
}
