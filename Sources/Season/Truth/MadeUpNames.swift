/// Names of people who do not exist, rare characters among them.
enum MadeUpNames {
  private static let families = Array("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕")
  private static let doubles = ["欧阳", "司马", "上官", "诸葛"]
  private static let first = Array("文志建国明永春海玉秀晓雪思雨梓子浩宇佳欣嘉俊泽铭振红艳敏丽英华桂芳婷静")
  private static let second = Array("强伟军平刚杰磊涛超勇鹏辉飞龙凯琳娟燕萍颖洁倩玲霞月梅兰竹菊轩涵怡萱宁安远")
  /// Beyond GBK, beyond the basic plane, and Extension B to F.
  private static let rare = ["䶮", "㛃", "𬭎", "𠮷", "𡈁", "𫍯", "𬀩", "昇", "堃"]
  private static let minority = ["阿依古丽·买买提", "吉克·阿木", "次仁·卓玛", "古丽娜尔·艾合买提", "扎西·多吉"]

  static func name(_ chance: inout SeasonChance) -> String {
    if chance.happens(0.01) { return minority.randomElement(using: &chance) ?? "" }
    let family =
      chance.happens(0.02)
      ? doubles.randomElement(using: &chance) ?? "" : String(families.randomElement(using: &chance) ?? "王")
    let end = String(second.randomElement(using: &chance) ?? "安")
    if chance.happens(0.03) { return family + (rare.randomElement(using: &chance) ?? "䶮") }
    return family + (chance.happens(0.75) ? String(first.randomElement(using: &chance) ?? "文") : "") + end
  }

  /// One character of `name` written wrongly, as by ear.
  static func misheard(_ name: String, _ chance: inout SeasonChance) -> String {
    var letters = Array(name)
    let others = second.filter { $0 != letters.last }
    letters[letters.count - 1] = others.randomElement(using: &chance) ?? "宁"
    return String(letters)
  }

  /// Belongs to nobody.
  static let region = "990000"

  /// A number of that region; the same order number gives the same one.
  static func idNumber(_ number: Int, isFemale: Bool) -> String {
    let day = number / 450 % 28 + 1
    let month = number / 12_600 % 12 + 1
    let sequence = 100 + number % 450 * 2 + (isFemale ? 0 : 1)
    let stem =
      "\(region)200\(2 + number / 151_200)" + String(month).leftPadded(2) + String(day).leftPadded(2)
      + String(sequence).leftPadded(3)
    return stem + checkDigit(of: stem)
  }

  /// GB 11643-1999.
  static func checkDigit(of stem: String) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(stem, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
    return String(Array("10X98765432")[sum % 11])
  }
}
