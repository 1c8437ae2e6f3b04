"""Jupyter's own kernel tests (package jupyter_kernel_test) with every feature group switched on."""
import unittest
import jupyter_kernel_test


class EdgeNotebooksKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "edgenotebooks"
    language_name = "C#"
    file_extension = ".cs"
    code_hello_world = 'Console.Write("hello, world");'
    code_stderr = 'Console.Error.Write("oops");'
    completion_samples = [
        {"text": "Console.ReadL", "matches": {"ReadLine"}},
        {"text": "new List<int>().Capac", "matches": {"Capacity"}},
    ]
    complete_code_samples = ["1", "var x = 1;", "void F()\n{\n}"]
    incomplete_code_samples = ["void F()\n{", "Console.WriteLine("]
    invalid_code_samples = ["var x = ;", "class 1x {}"]
    code_page_something = "#!help Console.WriteLine"
    code_generate_error = "throw new System.Exception();"
    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": "new[] { 1, 2, 3 }.Sum()", "result": "6"},
    ]
    code_display_data = [
        {"code": 'display(HTML("<b>bold</b>"));', "mime": "text/html"},
        {"code": 'display("plain");', "mime": "text/plain"},
    ]
    code_history_pattern = "1*3"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Console.WriteLine"
    code_clear_output = "clear_output();"


if __name__ == "__main__":
    unittest.main()
