/// Ninety-six people who do not exist: made-up names, identity numbers of region 990000 with right check digits.
enum DemonstrationRoster {
  static let departments = ["民族学院", "计算机学院", "土木工程学院"]
  static let count = 96

  private static let classes = [
    (department: 0, major: "民族学", name: "民族学1班"), (department: 0, major: "藏语言文学", name: "藏语言文学1班"),
    (department: 1, major: "软件工程", name: "软件工程1班"), (department: 2, major: "土木工程", name: "土木工程3班"),
  ]
  private static let families = ["张", "王", "李", "赵", "陈", "马", "杨", "周", "吴", "㛃", "欧阳", "买买提·"]
  private static let given = ["示䶮", "例𬭎", "样𠮷", "试一", "拟文", "构宁", "演华", "习敏", "设明", "假安", "虚远", "托青"]

  static var csv: String {
    var lines = ["类别,层次,院系,专业,班级,学号,姓名,性别,证件类型,身份证号"]
    for number in 0..<count {
      let group = classes[number / 24]
      let name = families[number % families.count] + given[(number / families.count + number) % given.count]
      let sex = number.isMultiple(of: 2) ? "女" : "男"
      lines.append(
        "普通,本科,\(departments[group.department]),\(group.major),\(group.name),2023\(String(100_000 + number)),\(name),\(sex),居民身份证,\(idNumber(number))"
      )
    }
    return lines.joined(separator: "\r\n")
  }

  /// Even numbers are women's (GB 11643-1999: the 17th digit).
  private static func idNumber(_ number: Int) -> String {
    let stem = "9900002004\(number < 48 ? "05" : "11")\(10 + number % 18)\(600 + number)"
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(stem.compactMap(\.wholeNumberValue), weights).reduce(0) { $0 + $1.0 * $1.1 }
    return stem + String(Array("10X98765432")[sum % 11])
  }
}
