/// How many pages each section takes, counted in a first walk so that 「第 1 页 共 3 页」 can be printed in the second.
struct PagePlan: Equatable {
  /// Pages of each section, in order.
  var sectionPages: [Int] = []

  var total: Int { sectionPages.reduce(0, +) }
}
