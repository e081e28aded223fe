/// The steps of one piece of work, such as 上传文件 › 对应各列 › 检查 › 确认导入.
struct Steps: Sendable {
  var titles: [String]
  /// Index of the step that is being done; `titles.count` when all are.
  var here: Int

  var html: HTML {
    Tag.ol(.class("steps"), .aria("label", "步骤")) {
      for (index, title) in titles.enumerated() {
        Tag.li(.classes(index < here ? "done" : nil), .aria("current", index == here ? "step" : nil)) {
          Tag.span(.class("number"), .aria("hidden", "true"))
          Tag.span(title)
          if index < here { Tag.span("（已完成）", .class("spoken")) }
        }
      }
    }
  }
}
