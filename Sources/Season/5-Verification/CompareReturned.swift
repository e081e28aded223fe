extension SeasonPlay {
  /// What lies on the newest discs, held against the book (promises 1, 6).
  func compareReturned() throws {
    var (right, wrong, names, misspelt) = (0, 0, 0, 0)
    for institution in truth.institutions {
      guard let disc = discs[institution.index] else { continue }
      for graduate in truth.graduates(of: institution) {
        guard let picture = disc.pictures[graduate.idNumber] else { continue }
        if MarkedPicture.mark(of: picture) == graduate.mark { right += 1 } else { wrong += 1 }
      }
      for row in disc.rows {
        guard let number = byStudentNumber[row["XH"] ?? ""] else { continue }
        let isSame = (row["XM"] ?? "").unicodeScalars.elementsEqual(truth.graduates[number].name.unicodeScalars)
        if isSame { names += 1 } else { misspelt += 1 }
      }
    }
    let captured = truth.graduates.count { [.comes, .comesLater].contains($0.fate) }
    tally.compare(1, "光盘上每人的照片是他本人的最后一张", expected: captured, seen: right)
    tally.compare(1, "光盘上别人的照片", expected: 0, seen: wrong)
    let unnoticed = truth.graduates.count(where: \.disputes)
    tally.compare(6, "光盘数据里一字不差的姓名", expected: captured - unnoticed, seen: names)
    tally.compare(6, "光盘数据里只有本人才知道写错的姓名", expected: unnoticed, seen: misspelt)
  }
}
