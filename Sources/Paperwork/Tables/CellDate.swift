/// Dates of spreadsheets and databases as `YYYYMMDD`, with ` HH:MM:SS` behind when there is a time of day.
enum CellDate {
  /// The Julian day number of 1899-12-30, day 0 of the spreadsheets' 1900 system.
  static let julianDayOfEpoch = 2_415_019
  /// 9999-12-31, the last day a spreadsheet knows.
  private static let lastDay = 2_958_465

  /// Text for a day counted from 1899-12-30; nil when it is no date of the years 1…9999.
  static func text(daysSinceEpoch day: Int, seconds: Int) -> String? {
    guard day >= -693_593, day <= lastDay, seconds >= 0, seconds <= 86_400 else { return nil }
    let total = seconds == 86_400 ? (day + 1, 0) : (day, seconds)
    guard total.0 <= lastDay else { return nil }
    let (year, month, dayOfMonth) = civil(total.0)
    let date = pad(year, 4) + pad(month, 2) + pad(dayOfMonth, 2)
    return total.1 == 0 ? date : date + " " + time(total.1)
  }

  /// Text for a spreadsheet's serial number.
  ///
  /// - Parameters:
  ///   - serial: days, the fraction is the time of day.
  ///   - is1904: the workbook counts from 1904-01-01.
  /// - Returns: nil when it is out of range and better shown as a number.
  static func text(serial: Double, is1904: Bool) -> String? {
    guard serial >= 0, serial < Double(lastDay) + 1 else { return nil }
    var day = Int(serial)
    let seconds = Int(((serial - Double(day)) * 86_400).rounded())
    if day == 0, !is1904 { return time(seconds % 86_400) }
    if is1904 { day += 1462 }
    // The 1900 system has a 29 February 1900 (serial 60) that never was; the days before it are counted from 1899-12-31.
    if !is1904, day == 60 { return seconds == 0 ? "19000229" : "19000229 " + time(seconds % 86_400) }
    return text(daysSinceEpoch: !is1904 && day < 60 ? day + 1 : day, seconds: seconds)
  }

  /// An ISO 8601 date as OOXML writes it (`2003-01-01`, `2003-01-01T08:30:00`); nil when it is none.
  static func text(iso: String) -> String? {
    let parts = iso.split(separator: "T", maxSplits: 1)
    guard let date = parts.first else { return nil }
    let numbers = date.split(separator: "-").map(String.init)
    guard numbers.count == 3, numbers[0].count == 4, numbers[1].count == 2, numbers[2].count == 2,
      numbers.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } })
    else { return nil }
    let clock = parts.count > 1 ? String(parts[1].prefix(8)) : ""
    return numbers.joined() + (clock.isEmpty || clock == "00:00:00" ? "" : " " + clock)
  }

  static func time(_ seconds: Int) -> String {
    pad(seconds / 3600, 2) + ":" + pad(seconds / 60 % 60, 2) + ":" + pad(seconds % 60, 2)
  }

  static func pad(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return text.count >= width ? text : String(repeating: "0", count: width - text.count) + text
  }

  /// Gregorian date of a day counted from 1899-12-30 (the era arithmetic of "days from civil").
  private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 693_899
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
