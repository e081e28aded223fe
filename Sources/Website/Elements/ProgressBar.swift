/// A thin bar: `done` out of `of`, both whole numbers ≥ 0.
struct ProgressBar: Sendable {
  var done: Int
  var of: Int
  /// What is being counted, for screen readers.
  var label: String
  /// Name for live numbers.
  var key: String?

  var html: HTML {
    let whole = max(of, 1)
    let part = min(max(done, 0), whole)
    return Tag.progress(
      .classes("bar", of > 0 && done >= of ? "full" : nil), .set(.value, of == 0 ? 0 : part), .set(.max, whole),
      .aria("label", label), .data("value", key))
  }

  /// The bar with its numbers beside it, for a table's cell.
  var cell: HTML {
    Tag.div(.class("bar-cell")) {
      html
      Tag.span("\(done) / \(of)")
    }
  }
}

/// Long work: bar, counts, rate and time left; can be left and found again.
///
/// Filled by live.js, shown without it after a reload.
struct WorkProgress: Sendable {
  /// Such as 正在检查学生名单.
  var title: String
  var done: Int
  var of: Int
  /// What is counted, such as 行.
  var unit: String
  /// How quickly it goes, such as 每秒 4000 行; empty when not yet known.
  var rate = ""
  /// Seconds, estimated; nil when not yet known.
  var secondsLeft: Int?
  /// Answers the JSON that live.js asks for: `values` with `done`, `rate` and `left`.
  var liveAddress: String

  var html: HTML {
    Tag.div(.class("work"), .data("live", liveAddress), .data("every", "2")) {
      Tag.h2(title)
      ProgressBar(done: done, of: of, label: title, key: "done").html
      Tag.p(.class("counts"), .set(.role, "status")) {
        Tag.span {
          Tag.b(String(done), .data("value", "done"))
          " / \(of) \(unit)"
        }
        Tag.span(rate, .data("value", "rate"))
        Tag.span(secondsLeft.map(timeLeft) ?? "", .data("value", "left"))
      }
      Tag.p("可以离开此页，完成后在这里能再找到。", .class("hint"))
    }
  }
}

/// 约剩 3 分钟, in the largest unit that is honest.
func timeLeft(seconds: Int) -> String {
  switch seconds {
  case ..<1: "马上完成"
  case ..<90: "约剩 \(seconds) 秒"
  case ..<5400: "约剩 \((seconds + 30) / 60) 分钟"
  default: "约剩 \((seconds + 1800) / 3600) 小时"
  }
}
