/// Keeps names and numbers of persons out of the agency's center in code mode: nothing of a file is taken when one is found.
///
/// Looks at headers, at what columns hold (whatever their header says), and at every single cell for an identity number.
public enum CodeModeGuard {
  /// A column that holds personal data, and how that was seen.
  public struct Leak: Sendable, Hashable {
    public enum Sign: String, Sendable, Hashable {
      case header, idNumbers = "id-numbers", names
    }

    /// 0-based column of the file.
    public let index: Int
    public let header: String
    public let sign: Sign

    public var chinese: String {
      let title = header.isEmpty ? "第 \(index + 1) 列" : "第 \(index + 1) 列「\(header)」"
      switch sign {
      case .header: return title + "是个人信息"
      case .idNumbers: return title + "的内容是证件号码"
      case .names: return title + "的内容像是姓名"
      }
    }
  }

  /// The leaks of a table: its header and the first rows below it (`RegistrationLimits.contentSampleRows` are looked at).
  public static func leaks(header: [String], matching: ColumnMatching, rows: [RosterRow]) -> [Leak] {
    var leaks: [Int: Leak] = [:]
    for match in matching.matches where !match.column.applies(to: .code) {
      leaks[match.index] = Leak(index: match.index, header: match.header, sign: .header)
    }
    for (index, title) in header.enumerated() where leaks[index] == nil && isPersonal(header: title) {
      leaks[index] = Leak(index: index, header: title, sign: .header)
    }
    let sample = rows.prefix(RegistrationLimits.contentSampleRows)
    let width = max(header.count, sample.map(\.cells.count).max() ?? 0)
    for index in 0..<min(width, RegistrationLimits.rosterColumns) where leaks[index] == nil {
      let values = sample.compactMap { row in row.cells.indices.contains(index) ? row.cells[index].text.trimmed : nil }
      guard let sign = sign(of: values.filter { !$0.isEmpty }) else { continue }
      // A title that is itself a value (no header at all) would print a name: only its column number is said.
      let title = header.indices.contains(index) && !looksLikeName(header[index]) && !holdsIDNumber(header[index])
      leaks[index] = Leak(index: index, header: title ? header[index] : "", sign: sign)
    }
    return leaks.values.sorted { $0.index < $1.index }
  }

  /// Whether any cell of a row holds an identity number, alone or inside a text; for every row, sampled or not.
  public static func holdsIDNumber(_ row: RosterRow) -> Bool {
    row.cells.contains { holdsIDNumber($0.text) }
  }

  /// Eighteen places with the right check digit and a birth date, fifteen digits with one, or a travel permit, anywhere in a text.
  public static func holdsIDNumber(_ text: String) -> Bool {
    if text.utf8.count < 9 { return false }
    var run: [UInt8] = []
    for scalar in text.unicodeScalars {
      let half = scalar.halfWidth
      if half.isASCIIDigit || half.isASCIILetter {
        run.append(UInt8(half.value & 0xFF) & (half.isASCIILetter ? 0xDF : 0xFF))
      } else if half != " " && half != "-" {
        // Spaces and hyphens inside a number are how people read it aloud.
        if isIDNumber(inRun: run) { return true }
        run.removeAll(keepingCapacity: true)
      }
    }
    return isIDNumber(inRun: run)
  }

  private static func isIDNumber(inRun run: [UInt8]) -> Bool {
    if run.count == 9 || run.count == 11, run[0] == 0x48 || run[0] == 0x4D, run.dropFirst().allSatisfy(isDigit) { return true }
    if run.count == 15, run.allSatisfy(isDigit) { return hasBirthDate(run[...], yearDigits: 2) }
    guard run.count >= 18 else { return false }
    return (0...(run.count - 18)).contains { start in
      let window = run[start..<(start + 18)]
      guard window.dropLast().allSatisfy(isDigit), hasBirthDate(window, yearDigits: 4) else { return false }
      return IDNumber.checkDigit(for: window)?.utf8.first == window.last
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func hasBirthDate(_ places: ArraySlice<UInt8>, yearDigits: Int) -> Bool {
    let digits = places.dropFirst(6).prefix(yearDigits + 4).map { Int($0) - 0x30 }
    guard digits.count == yearDigits + 4 else { return false }
    let year = digits.prefix(yearDigits).reduce(yearDigits == 2 ? 19 : 0) { $0 * 10 + $1 }
    let month = digits[yearDigits] * 10 + digits[yearDigits + 1]
    return CalendarDay(year: year, month: month, day: digits[yearDigits + 2] * 10 + digits[yearDigits + 3]) != nil
  }

  private static func isPersonal(header: String) -> Bool {
    let tidy = RosterColumn.normalisedHeader(header)
    let words = ["姓名", "身份证", "证件号", "学号", "考生号", "学籍号", "电话", "手机", "曾用名", "出生", "家庭住址", "拼音"]
    return words.contains(where: tidy.contains)
  }

  private static func sign(of values: [String]) -> Leak.Sign? {
    if values.contains(where: holdsIDNumber) { return .idNumbers }
    guard !values.isEmpty else { return nil }
    let names = values.filter(looksLikeName)
    // Names are many and different; departments and classes that begin with a surname's character repeat.
    let isMostlyNames = names.count * 10 >= values.count * 6
    let isVaried = Set(names).count * 10 >= names.count * 5
    return isMostlyNames && isVaried ? .names : nil
  }

  /// Two to four Han characters that begin with a surname and do not end like a department, a class or a major.
  public static func looksLikeName(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars.filter { !$0.isBlank })
    guard (2...4).contains(scalars.count), scalars.allSatisfy(\.isHanLike) else { return false }
    guard let first = scalars.first, let last = scalars.last else { return false }
    let isSurname = surnames.contains(first) || doubleSurnames.contains(where: text.hasPrefix)
    return isSurname && !unlikelyEndings.contains(last)
  }

  private static let unlikelyEndings = Set("院系部所班级科学校区站点类通人程术业理工化育计管师医药法商贸语".unicodeScalars)
  private static let doubleSurnames = ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒", "长孙", "宇文"]
  private static let surnames = Set(
    ("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
      + "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟"
      + "殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时"
      + "穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
      + "妥撒拜马哈虎海者闪冶拓").unicodeScalars)
}
