import Workflow

/// How an institution opens and checks what it received, with the programs that school offices have.
enum DeliveryHowTo {
  static func html(_ facts: DeliveryFacts) -> HTML {
    card("怎样打开和核对") {
      Tag.ol {
        Tag.li("下载到电脑硬盘上。中断了就再点一次下载，浏览器会接着下完。")
        if facts.plainReason == nil {
          Tag.li("用 7-Zip 或 Bandizip 打开压缩包，输入密码。Windows 自带的解压打不开加密的压缩包。")
          Tag.li("里面还有一个压缩包，再打开一次，把全部文件解压到一个文件夹。")
        } else {
          Tag.li("用 7-Zip 或 Bandizip 把全部文件解压到一个文件夹，不要只拖出照片。")
        }
        Tag.li("双击 index.html，用浏览器逐班核对。不用联网，也不用安装程序；可以分几次做完。")
        Tag.li("核对完点「保存核对结果」，得到一个「核对结果」文件；再到「核对照片」里点「上传光盘的核对结果」，问题就登记了。")
      }
      Tag.p(.class("soft")) {
        "想确认文件没有下错：在命令提示符里执行 "
        Tag.code("certutil -hashfile 文件名 SHA256")
        "，和上面的 SHA-256 比较。"
      }
    }
  }
}
