import GraduatePhotos
import Workflow

/// What a person has to know before anything else of a preview.
struct RosterPreviewNotices: Sendable {
  let preview: RosterPreview

  var html: HTML {
    fragment {
      for other in preview.waitingToo {
        Notice(
          kind: .look, title: "\(other.name)也有一份名单等待确认", text: "上传于\(Moment.text(other.since))。谁先确认以谁为准，另一份要重新看过差别再确认。"
        ).html
      }
      if !preview.reading.missingColumns.isEmpty {
        Notice(
          kind: .wrong, title: "缺少「\(preview.reading.missingColumns.map(\.chineseName).joined(separator: "、"))」列",
          text: "表里有这一列但名称不同，请在下面选定；没有的请补上再上传。"
        ).html
      }
      if !preview.reading.passedOver.isEmpty {
        Notice(
          kind: .look, title: "没有读工作表：\(preview.reading.passedOver.joined(separator: "、"))", text: "这些工作表里没有找到名单的表头。"
        ).html
      }
      if preview.reading.unrecognisableRows > 0 {
        Notice(
          kind: .look, title: "有 \(preview.reading.unrecognisableRows) 行认不出是谁",
          text: "学号、证件号码和姓名都读不出来。这些学生如果已经登记，会出现在减少的人里，请先改正再确认。"
        ).html
      }
      if preview.changes.isEmpty, preview.reading.missingColumns.isEmpty, preview.reading.entryCount > 0 {
        Notice(kind: .right, title: "没有需要导入的内容", text: preview.changes.sentences.joined(separator: "，") + "。").html
      }
    }
  }
}

/// Which header is which column, to be put right.
struct RosterColumnsForm: Sendable {
  let preview: RosterPreview
  let action: String
  let csrf: String

  var html: HTML {
    // Folded away while nothing about it needs a person.
    Tag.details(.class("card"), .flag(.open, if: needsLook)) {
      Tag.summary("列的对应（\(headers.count { $0.match != nil }) 列导入，\(headers.count { $0.match == nil }) 列不导入）")
      Tag.p("系统按列名自动对应；不对的请改选，选过的下次会记住。", .class("hint"))
      Tag.form(.class("form"), .set(.method, "post"), .action(action)) {
        CSRF.field(csrf)
        sheetChoice
        categoryChoice
        table
        Button.row { Button.submit("按新的对应重新检查", .quiet) }
      }
    }
  }

  private var needsLook: Bool {
    !preview.reading.missingColumns.isEmpty || headers.contains { $0.match?.confidence == .similar }
  }

  private var sheetChoice: HTML {
    guard preview.reading.sheetNames.count > 1 else { return hidden("sheet", preview.choices.sheet) }
    let options =
      [FormField.Option(value: "", label: "所有有表头的工作表")] + preview.reading.sheetNames.map { .init(value: $0, label: $0) }
    return FormField("sheet", "工作表", .select(options), value: preview.choices.sheet, isRequired: false).html(error: nil)
  }

  private var categoryChoice: HTML {
    let options =
      [FormField.Option(value: "", label: "按表里的「类别」列")]
      + Category.allCases.map { .init(value: $0.rawValue, label: "全部是\($0.chineseName)") }
    return FormField("category", "类别", .select(options), value: preview.choices.category, isRequired: false).html(error: nil)
  }

  /// Headers of all sheets, each once.
  private var headers: [(title: String, match: ColumnMatch?)] {
    var seen: Set<String> = []
    var headers: [(title: String, match: ColumnMatch?)] = []
    for sheet in preview.reading.sheets {
      for (index, title) in sheet.header.enumerated() where !title.isEmpty && seen.insert(title).inserted {
        headers.append((title, sheet.matching.matches.first { $0.index == index }))
      }
    }
    return Array(headers.prefix(Self.shownHeaders))
  }

  /// More selects than a form may send fields are no help to anybody.
  private static let shownHeaders = 120

  private var table: HTML {
    DataTable(
      caption: "表头", columns: [.text("文件里的列"), .text("对应"), .text("怎样对应的")],
      rows: headers.enumerated().map { index, header in
        [.text(header.title), .html(choice(index, header.title, header.match)), .mark(Self.mark(header.match))]
      }, emptyText: "没有找到表头。"
    ).html
  }

  private func choice(_ index: Int, _ title: String, _ match: ColumnMatch?) -> HTML {
    let code = match?.column.code ?? ""
    return fragment {
      hidden("header", title)
      hidden("was-\(index)", code)
      Tag.select(.set(.name, "column-\(index)"), .aria("label", "\(title) 对应")) {
        Tag.option("不导入", .set(.value, ""), .flag(.selected, if: code.isEmpty))
        for column in RosterColumn.allCases {
          Tag.option(column.chineseName, .set(.value, column.code), .flag(.selected, if: column.code == code))
        }
      }
    }
  }

  private func hidden(_ name: String, _ value: String) -> HTML {
    Tag.input(.set(.type, "hidden"), .set(.name, name), .set(.value, value))
  }

  private static func mark(_ match: ColumnMatch?) -> Mark {
    switch match?.confidence {
    case nil: .wait("不导入")
    case .similar: .look("相近，请确认")
    case .synonym: .right("别名")
    case .exact: .right("一致")
    case .chosen: .right("已选定")
    }
  }
}

/// Problems, fifty a page, errors or warnings alone on request.
struct RosterProblemTable: Sendable {
  let preview: RosterPreview
  let call: Call
  let address: String

  private var wanted: String { call.query("kind") }

  /// Where the wanted problems are in the list, in which errors come before warnings.
  private var whole: Range<Int> {
    let (errors, all) = (preview.keptErrors, preview.keptErrors + preview.keptWarnings)
    return wanted == "error" ? 0..<errors : wanted == "warning" ? errors..<all : 0..<all
  }

  private var paging: Paging { Paging(page: call.pageNumber, rowCount: whole.count) }

  /// Those of this page.
  var range: Range<Int> {
    let start = whole.lowerBound + min(paging.offset, whole.count)
    return start..<min(start + Paging.rowsPerPage, whole.upperBound)
  }

  func html(_ problems: [RosterProblem]) -> HTML {
    guard preview.reading.errorCount + preview.reading.warningCount > 0 else { return .nothing }
    return card("问题", aside: Button.act("下载问题清单（XLSX）", at: address + "/problems", csrf: call.csrf), id: "problems") {
      Tag.p("有错误的行不导入，其余照常导入；提醒不影响导入，请看一眼。清单里是学校自己的行，有问题的格子标了颜色。", .class("hint"))
      DataTable(
        caption: "问题", columns: [.text("哪一行"), .text("哪一列"), .text("轻重"), .text("原来的值", wide: true), .text("问题和办法")],
        rows: problems.map { row($0) }, emptyText: "没有这类问题。",
        address: address,
        kept: [("kind", wanted)], paging: paging, filter: filter(wanted)
      ).html
    }
  }

  private func row(_ problem: RosterProblem) -> [DataTable.Cell] {
    let words = problem.message + (problem.remedy.isEmpty ? "" : "，\(problem.remedy)")
    return [
      .text(problem.place.chinese), .text(problem.column?.chineseName ?? "整行"),
      .mark(problem.severity == .error ? .wrong("错误") : .look("提醒")), .text(problem.shownValue), .text(words),
    ]
  }

  private func filter(_ wanted: String) -> HTML {
    let options = [
      FormField.Option(value: "", label: "全部"), .init(value: "error", label: "错误 \(preview.reading.errorCount) 处"),
      .init(value: "warning", label: "提醒 \(preview.reading.warningCount) 处"),
    ]
    return FilterForm(
      address: address, fields: [FormField("kind", "轻重", .select(options), value: wanted, isRequired: false)],
      isFiltered: !wanted.isEmpty
    ).html
  }
}

/// Who is new and what changes, field by field.
struct RosterChangeTables: Sendable {
  let preview: RosterPreview

  private var changes: RosterChanges { preview.changes }

  var html: HTML {
    fragment {
      if !changes.changed.isEmpty { changed }
      if !changes.added.isEmpty, !preview.isFirst { people("新增", changes.added) }
      if !changes.held.isEmpty {
        people("有错误，保持原样", changes.held, hint: "名单里这些学生的行有错误，没有导入；他们已登记的内容不变，也不用填写学籍异动。")
      }
      if !changes.mustStay.isEmpty {
        Notice(
          kind: .look, title: "\(changes.mustStay.count) 名已拍照的学生不在这份名单里，会保留",
          text: changes.mustStay.first.map(\.name).joined(separator: "、")
        ).html
      }
    }
  }

  private var changed: HTML {
    card("修改 \(changes.changed.count) 人") {
      DataTable(
        caption: changes.changed.rest > 0 ? "前 \(changes.changed.first.count) 人" : "逐项变化",
        columns: [.text("学号"), .text("姓名"), .text("变化")],
        rows: changes.changed.first.map { change in
          [
            .text(change.person.studentNumber), .text(change.person.name),
            .html(Tag.ul { for field in change.fields { Tag.li(Self.words(field)) } }),
          ]
        }, emptyText: ""
      ).html
    }
  }

  static func words(_ field: FieldChange) -> String {
    func shown(_ value: String) -> String {
      value.isEmpty ? "（空）" : field.column == .idNumber || field.column == .examineeNumber ? IDNumber.masked(value) : value
    }
    return "\(field.column.chineseName)：\(shown(field.old)) → \(shown(field.new))"
  }

  private func people(_ title: String, _ part: RosterChanges.Part<RosterChanges.Person>, hint: String = "") -> HTML {
    card("\(title) \(part.count) 人") {
      if !hint.isEmpty { Tag.p(hint, .class("hint")) }
      DataTable(
        caption: part.rest > 0 ? "前 \(part.first.count) 人" : title,
        columns: [.text("学号"), .text("姓名"), .text("证件号码", wide: true), .text("院系"), .text("班级")],
        rows: part.first.map { person in
          [
            .text(person.studentNumber), .text(person.name), .text(person.idNumber), .text(person.department),
            .text(person.classGroup),
          ]
        }, emptyText: ""
      ).html
    }
  }
}
