import GraduatePhotos
import Workflow

/// A plan as tables: a calendar by crew, a list by place, and who has no slot.
struct TourBook {
  let input: TourInput
  let draft: TourDraft
  let address: String
  let csrf: String

  func view(_ call: Call) -> String { call.query("view") == "place" ? "place" : "crew" }

  private func name(_ placeID: String) -> String { input.places.first { $0.id == placeID }?.name ?? placeID }

  /// Visits may still be moved: dragged to another day or crew (calendar.js), or opened and typed.
  private var isOpen: Bool { draft.published == nil }

  /// While visits may be moved, every day they may be moved to is there.
  private func days(_ used: some Sequence<CalendarDay>) -> Set<CalendarDay> {
    guard isOpen else { return Set(used) }
    let earliest = input.problem.terms.earliestDay
    return Set(used).union(input.problem.usableDays.filter { day in earliest.map { $0 <= day } ?? true })
  }

  /// A row a day on which somebody works, a column a crew.
  var calendar: HTML {
    let crews = input.problem.crews
    let byDay = Dictionary(grouping: draft.plan.visits, by: \.day)
    return DataTable(
      caption: "日历", columns: [.text("日期")] + crews.map { .text($0.name) },
      rows: days(byDay.keys).sorted().map { day in
        [.text(day.chineseWithoutYear)]
          + crews.map { crew in
            let visits = (byDay[day] ?? []).filter { $0.crew == crew.id }.sorted { $0.span.start < $1.span.start }
            return .html(
              Tag.div(.class("slot"), .data("day", isOpen ? day.iso : nil), .data("crew", isOpen ? crew.id : nil)) {
                for visit in visits { cell(visit) }
              })
          }
      }, emptyText: "这个方案还没有场次。"
    ).html
  }

  private func cell(_ visit: Visit) -> HTML {
    Tag.p(
      .class("stay"), .set(.draggable, isOpen && !draft.locked.contains(visit.number) ? "true" : nil),
      .data("move", isOpen ? "\(address)/visits/\(visit.number)" : nil)
    ) {
      draft.published == nil
        ? Tag.a("\(MinuteSpan.clock(visit.span.start)) \(name(visit.institution))", .href("\(address)/visits/\(visit.number)"))
        : HTML.text("\(MinuteSpan.clock(visit.span.start)) \(name(visit.institution))")
      Tag.small(" · \(visit.heads) 人\(draft.locked.contains(visit.number) ? " · 已锁定" : "")")
    }
  }

  /// A row a place: its days, crews and heads, with the lock for all of them.
  var byPlace: HTML {
    let byPlace = Dictionary(grouping: draft.plan.visits, by: \.institution)
    let crewNames = Dictionary(uniqueKeysWithValues: input.problem.crews.map { ($0.id, $0.name) })
    return DataTable(
      caption: "院校和站点",
      columns: [.text("代码", wide: true), .text("名称"), .text("日期"), .text("小组", wide: true), .number("人数"), .text("锁定")],
      rows: input.places.map { place in
        let visits = (byPlace[place.id] ?? []).sorted { ($0.day, $0.span.start) < ($1.day, $1.span.start) }
        let days = Set(visits.map(\.day)).sorted()
        return [
          .text(place.code), .text(place.name), .text(days.map(\.chineseWithoutYear).joined(separator: "、")),
          .text(Set(visits.map(\.crew)).sorted().map { crewNames[$0] ?? "" }.joined(separator: "、")),
          .number(visits.reduce(0) { $0 + $1.heads }), .html(lockForm(visits)),
        ]
      }, emptyText: "没有院校。"
    ).html
  }

  private func lockForm(_ visits: [Visit]) -> HTML {
    guard !visits.isEmpty else { return .text("—") }
    let isLocked = visits.allSatisfy { draft.locked.contains($0.number) }
    guard draft.published == nil else { return .text(isLocked ? "已锁定" : "") }
    return Tag.form(.set(.method, "post"), .action("\(address)/lock?view=place")) {
      CSRF.field(csrf)
      Tag.input(
        .set(.type, "hidden"), .set(.name, "visits"), .set(.value, visits.map { String($0.number) }.joined(separator: ",")))
      Tag.input(.set(.type, "hidden"), .set(.name, "lock"), .set(.value, isLocked ? "off" : "on"))
      Button.submit(isLocked ? "解锁" : "锁定", .quiet)
    }
  }

  /// Who has no slot, and why.
  var unplaced: HTML {
    guard !draft.plan.unplaced.isEmpty else { return .nothing }
    let groups = draft.plan.unplaced
    return DataTable(
      caption: "没有安排的班级", columns: [.text("院校或站点"), .text("班级"), .number("人数"), .text("原因")],
      rows: groups.prefix(200).map { group in
        let known = input.problem.institutions.first { $0.id == group.institution }?.groups.first { $0.id == group.group }
        return [
          .text(name(group.institution)),
          .text(known.map { "\($0.category.chineseName) \($0.department) \($0.classGroup)" } ?? ""),
          .number(group.heads), .text(group.reason),
        ]
      }, emptyText: ""
    ).html
  }
}
