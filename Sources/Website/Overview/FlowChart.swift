import GraduatePhotos

/// The way from due to filed as a drawing: how many got as far as each step, and how many wait before the next one.
///
/// Drawn twice, lying for a desk and standing for a phone, of which a style sheet shows one; the numbers stand in the table below it, too.
struct FlowChart: Sendable {
  struct Step: Sendable {
    var name: String
    var reached: Int
    /// 「待制作 120 人」; empty where nobody waits.
    var waiting: String
    /// Where its people are; nil where they are not to be opened.
    var address: String?
  }

  var steps: [Step]
  /// For screen readers: what it shows, in a sentence.
  var title: String
  var summary: String

  var html: HTML {
    Tag.figure(.class("season-flow")) {
      lying
      standing
      Tag.figcaption("柱高是到达这一步的人数；下面一行是停在这一步、等下一步的人数。点数字看名单。", .class("hint"))
    }
  }

  private var most: Int { max(1, steps.map(\.reached).max() ?? 1) }

  private func drawing(_ look: String, _ width: Int, _ height: Int, @HTMLBuilder content: () -> HTML) -> HTML {
    let (titleID, textID) = ("flow-\(width)-title", "flow-\(width)-text")
    return Tag.element(
      "svg",
      [
        .class(look), .set(.viewBox, "0 0 \(width) \(height)"), .set(.role, "group"),
        .aria("labelledby", "\(titleID) \(textID)"),
      ],
      fragment {
        Tag.title(title, .id(titleID))
        Tag.element("desc", [.id(textID)], .text(summary))
        content()
      })
  }

  private func text(_ words: String, _ x: Int, _ y: Int, _ look: String) -> HTML {
    Tag.element("text", [.class(look), .set(.x, x), .set(.y, y)], .text(words))
  }

  private func rectangle(_ x: Int, _ y: Int, _ width: Int, _ height: Int, _ look: String) -> HTML {
    Tag.element(
      "rect", [.class(look), .set(.x, x), .set(.y, y), .set(.width, width), .set(.height, height), .set(.rx, 3)], .nothing)
  }

  private func linked(_ content: HTML, _ step: Step) -> HTML {
    guard let address = step.address, step.reached > 0 else { return content }
    return Tag.element("a", [.href(address), .aria("label", "\(step.name) \(step.reached) 人，看名单")], content)
  }

  // MARK: - Side by side

  private var lying: HTML {
    let (width, top, tall) = (980, 34, 150)
    let column = width / max(1, steps.count)
    let bar = column * 11 / 20
    func height(_ step: Step) -> Int { step.reached == 0 ? 0 : max(2, step.reached * tall / most) }
    return drawing("lying", width, top + tall + 58) {
      for index in steps.indices {
        let x = index * column + (column - bar) / 2
        let y = top + tall - height(steps[index])
        if index + 1 < steps.count { between(x + bar, y, x + column, top + tall - height(steps[index + 1]), top + tall) }
        rectangle(x, y, bar, height(steps[index]), "column")
        linked(text(String(steps[index].reached), x + bar / 2, y - 9, "number"), steps[index])
        text(steps[index].name, x + bar / 2, top + tall + 22, "name")
        text(steps[index].waiting, x + bar / 2, top + tall + 44, "wait")
      }
      Tag.element("path", [.class("ground"), .set(.d, "M0 \(top + tall)h\(width)")], .nothing)
    }
  }

  /// What goes on from one step to the next.
  private func between(_ left: Int, _ from: Int, _ right: Int, _ to: Int, _ ground: Int) -> HTML {
    Tag.element("path", [.class("stream"), .set(.d, "M\(left) \(from)L\(right) \(to)V\(ground)H\(left)z")], .nothing)
  }

  // MARK: - One below the other

  private var standing: HTML {
    let (width, row) = (340, 52)
    return drawing("standing", width, steps.count * row) {
      for (index, step) in steps.enumerated() {
        let y = index * row
        text(step.name, 0, y + 18, "name left")
        text(step.waiting, width, y + 18, "wait right")
        rectangle(0, y + 25, 250, 14, "rail")
        rectangle(0, y + 25, step.reached == 0 ? 0 : max(2, step.reached * 250 / most), 14, "column")
        linked(text(String(step.reached), width, y + 38, "number right"), step)
      }
    }
  }
}

/// People a day as columns, with the first and the last day below; the numbers are in the table behind it.
struct PaceChart: Sendable {
  var days: [(day: CalendarDay, people: Int)]

  /// Days that are drawn; the last ones.
  static let most = 120

  var html: HTML {
    let shown = Array(days.suffix(Self.most))
    guard let first = shown.first, let last = shown.last else { return .nothing }
    let top = max(1, shown.map(\.people).max() ?? 1)
    let column = 8
    let width = max(shown.count, 24) * column
    return Tag.figure(.class("season-pace")) {
      Tag.element(
        "svg",
        [
          .class("pace"), .set(.viewBox, "0 0 \(width) 90"), .set(.role, "img"), .aria("labelledby", "pace-title pace-text"),
        ],
        fragment {
          Tag.title("每天采集人数", .id("pace-title"))
          Tag.element("desc", [.id("pace-text")], .text(summary(shown, top)))
          for (index, day) in shown.enumerated() {
            let height = day.people * 84 / top
            Tag.element(
              "rect",
              [
                .class("column"), .set(.x, index * column), .set(.y, 88 - height), .set(.width, column - 2),
                .set(.height, height),
              ], .nothing)
          }
          Tag.element("path", [.class("ground"), .set(.d, "M0 89h\(width)")], .nothing)
        })
      Tag.figcaption(.class("ends")) {
        Tag.span(first.day.chineseWithoutYear)
        Tag.span("最多一天 \(top) 人")
        Tag.span(last.day.chineseWithoutYear)
      }
    }
  }

  private func summary(_ shown: [(day: CalendarDay, people: Int)], _ top: Int) -> String {
    let best = shown.max { $0.people < $1.people }
    return "共 \(shown.count) 个拍摄日，采集 \(shown.reduce(0) { $0 + $1.people }) 人，平均每天 \(Self.mean(shown)) 人，最多的是"
      + "\(best?.day.chineseWithoutYear ?? "") \(top) 人。"
  }

  static func mean(_ days: [(day: CalendarDay, people: Int)]) -> Int {
    days.isEmpty ? 0 : days.reduce(0) { $0 + $1.people } / days.count
  }
}
