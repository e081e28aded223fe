-- Every other request is the page, the ones between the picture, of one graduate after the other: a line of BIYING_FORMS begins with the token.
local tokens = {}
local at = 0

function init(arguments)
  for line in io.lines(os.getenv("BIYING_FORMS")) do tokens[#tokens + 1] = line:match("%S+") end
end

function request()
  at = at + 1
  local token = tokens[math.floor((at + 1) / 2) % #tokens + 1]
  return wrk.format("GET", at % 2 == 0 and "/mine/portrait" or "/mine/proof", {
    ["Cookie"] = "biying-session=" .. token, ["X-Forwarded-For"] = "198.51." .. math.floor(at / 200) % 250 .. "." .. at % 200 + 1 })
end
